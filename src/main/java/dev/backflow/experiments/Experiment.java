package dev.backflow.experiments;

import dev.backflow.spec.Default;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An accepted experiment. What it was asked never changes; where it stands is told by its runs. */
@Entity
@Table(name = "experiment")
public class Experiment {

    private static final JsonMapper MAPPER = new JsonMapper();

    @Id
    private String id;

    private String name;

    private String owner;

    @JdbcTypeCode(SqlTypes.JSON)
    private String request;

    @JdbcTypeCode(SqlTypes.JSON)
    private String plan;

    /** The same, once it has been read. */
    @Transient
    private @Nullable Plan read;

    private int runs;

    private Instant submittedAt;

    @Version
    private long version;

    protected Experiment() {}

    Experiment(ExperimentRequest asked, Grid grid, Estimate estimate, String owner, Instant now) {
        id = UuidVersion7Strategy.INSTANCE.generateUuid(null).toString();
        name = asked.name();
        this.owner = owner;
        request = SpecWriter.write(asked).toString();
        read = Plan.of(asked, grid, estimate);
        plan = SpecWriter.write(read).toString();
        runs = read.cells().size() * asked.seeds().count();
        submittedAt = now;
    }

    /**
     * What readers have to know of the request.
     *
     * @param smallerIsBetter whether a smaller answer is a better one
     * @param estimate what it was to cost
     * @param axes what they are called
     * @param cells the words for the values of each, in the order of the axes
     * @param claim what is to be held against the outcomes; null where nothing is claimed
     */
    public record Plan(
            Seeds seeds,
            Question question,
            boolean smallerIsBetter,
            List<String> axes,
            List<List<String>> cells,
            Estimate estimate,
            @Default("null") @Nullable Claim claim) {

        static Plan of(ExperimentRequest asked, Grid grid, Estimate estimate) {
            return new Plan(
                    asked.seeds(),
                    asked.question(),
                    asked.smallerIsBetter(),
                    asked.axes().stream().map(Axis::called).toList(),
                    grid.cells().stream()
                            .map(cell -> List.copyOf(cell.settings().values()))
                            .toList(),
                    estimate,
                    asked.claim());
        }

        /** The number of the cell with this title; -1 if there is none. */
        int cell(String title) {
            for (int cell = 0; cell < cells.size(); cell++) {
                if (title(cell).equals(title)) {
                    return cell;
                }
            }
            return -1;
        }

        String metric() {
            return Objects.requireNonNull(question.metric());
        }

        /** What a cell is called. */
        public String title(int cell) {
            return Cell.title(cells.get(cell));
        }

        /** The words for the values of a cell by axis. */
        public Map<String, String> settings(int cell) {
            Map<String, String> settings = new LinkedHashMap<>();
            for (int axis = 0; axis < axes.size(); axis++) {
                settings.put(axes.get(axis), cells.get(cell).get(axis));
            }
            return settings;
        }
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** To whom it belongs. */
    public String owner() {
        return owner;
    }

    /** JSON, with every default filled in. */
    public String request() {
        return request;
    }

    public Plan plan() {
        if (read == null) {
            read = SpecReader.read(MAPPER.readTree(plan), Plan.class);
        }
        return read;
    }

    /** How many runs it has. */
    public int runs() {
        return runs;
    }

    public Instant submittedAt() {
        return submittedAt;
    }
}
