package dev.backflow.runs;

import dev.backflow.datasets.BadCsvException;
import dev.backflow.datasets.CsvFile;
import dev.backflow.datasets.CsvFiles;
import dev.backflow.datasets.CsvProfile;
import dev.backflow.datasets.Separator;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What users do with their data sets. Every method is one transaction. */
@Service
@Transactional
public class UploadService implements CsvFiles {

    private final UploadRepository uploads;
    private final UploadFileRepository files;
    private final RunRepository runs;
    private final Clock clock;

    UploadService(UploadRepository uploads, UploadFileRepository files, RunRepository runs, Clock clock) {
        this.uploads = uploads;
        this.files = files;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Stores a file.
     *
     * @param name for people; null for a summary
     * @param separator null to find it in the header
     * @throws BadCsvException if it is not a table
     */
    public Upload store(byte[] bytes, String name, Separator separator) {
        CsvProfile profile = CsvProfile.of(bytes, separator);
        String summary = profile.rows() + " rows, " + profile.columns().size() + " columns";
        Upload upload = uploads.saveAndFlush(new Upload(
                name == null ? summary : name,
                new CsvFile(bytes, profile),
                clock.instant().truncatedTo(ChronoUnit.MICROS)));
        files.saveAndFlush(new UploadFile(upload.id(), bytes));
        return upload;
    }

    /** @throws NoSuchUploadException if there is none */
    @Transactional(readOnly = true)
    public Upload get(String id) {
        return uploads.findById(id).orElseThrow(() -> new NoSuchUploadException(id));
    }

    /** @param olderThan the last of the page before, or null for the newest */
    @Transactional(readOnly = true)
    public UploadPage list(PageToken olderThan, int size) {
        Limit more = Limit.of(size + 1);
        List<Upload> found = olderThan == null
                ? uploads.newest(more)
                : uploads.olderThan(olderThan.submittedAt(), olderThan.id(), more);
        if (found.size() <= size) {
            return new UploadPage(found, Optional.empty());
        }
        Upload last = found.get(size - 1);
        return new UploadPage(found.subList(0, size), Optional.of(new PageToken(last.createdAt(), last.id())));
    }

    /** Removes a data set that no run refers to. */
    public void delete(String id) {
        Upload upload = get(id);
        long users = runs.countByDatasetId(id);
        if (users > 0) {
            throw new UploadInUseException(id, users == 1 ? "1 run" : users + " runs");
        }
        try {
            uploads.delete(upload);
            uploads.flush();
        } catch (DataIntegrityViolationException e) {
            throw new UploadInUseException(id, "a run"); // that came in between
        }
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<CsvFile> find(String id) {
        return uploads.findById(id)
                .flatMap(upload -> files.findById(id)
                        .map(file -> new CsvFile(file.bytes(), SpecReader.read(upload.profile(), CsvProfile.class))));
    }
}
