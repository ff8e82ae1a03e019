package dev.backflow.runs;

import dev.backflow.datasets.DatasetSpec;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code backflow.limits}: what this service refuses because it is too much here. What no machine could train is
 * refused by the specs themselves.
 *
 * @param body largest request body that is JSON
 * @param dataset largest uploaded data set
 * @param bodyTime how long a body may take to arrive
 * @param queue how many runs may wait
 * @param runTime how long a run may be trained
 * @param idempotencyKeyAge how long a repeated request is known by its key
 * @param run what one run may cost
 * @param experiment what one experiment may cost
 * @param predictions how much may be asked of a trained network at once
 * @param previews how much of a data set may be looked at
 * @param replays which networks are trained again to be looked at
 * @param owner what all that one owner has may come to
 * @param atOnce what clients may hold at the same time
 */
@ConfigurationProperties("backflow.limits")
public record Limits(
        @DefaultValue("1MB") DataSize body,
        @DefaultValue("20MB") DataSize dataset,
        @DefaultValue("60s") Duration bodyTime,
        @DefaultValue("10000") int queue,
        @DefaultValue("1h") Duration runTime,
        @DefaultValue("24h") Duration idempotencyKeyAge,
        @DefaultValue RunLimits run,
        @DefaultValue ExperimentLimits experiment,
        @DefaultValue Predictions predictions,
        @DefaultValue Previews previews,
        @DefaultValue Replays replays,
        @DefaultValue Owner owner,
        @DefaultValue AtOnce atOnce) {

    /** A run that brought down its worker so often in a row without getting any further is not tried again. */
    public static final int ATTEMPTS_IN_VAIN = 3;

    /**
     * Of one request.
     *
     * @param rows examples
     * @param numbers answered: rows × outputs
     */
    public record Predictions(
            @DefaultValue("10000") int rows,
            @DefaultValue("1000000") long numbers) {

        /** @throws RefusedSpecException if so many rows of so many outputs are too much */
        void judge(int asked, int outputs) {
            long most = Math.max(1, numbers / outputs);
            if (asked > rows) {
                refuse("rows", asked, rows, asked, "must have from 1 to " + rows + " rows; send more of them in");
            } else if (asked > most) {
                long answered = (long) asked * outputs;
                String detail = "must have at most " + most + " rows for " + outputs + " outputs; send more in";
                refuse("numbers", answered, numbers, asked, detail);
            }
        }

        private static void refuse(String limit, long actual, long maximum, int asked, String detail) {
            throw new RefusedSpecException(List.of(SpecProblem.exceeding(
                    "predictions." + limit,
                    actual,
                    maximum,
                    "/features",
                    asked + " rows",
                    detail + " several requests")));
        }
    }

    /**
     * Of one request.
     *
     * @param points rows
     * @param numbers of the whole data set, samples × columns, which has to be made to show a part
     */
    public record Previews(
            @DefaultValue("100000") int points,
            @DefaultValue("5000000") long numbers) {

        /** @throws RefusedSpecException if that is too much to be looked at */
        public void judge(PreviewRequest request) {
            DatasetSpec dataset = request.dataset();
            long made = (long) dataset.samples() * (dataset.inputs() + dataset.outputs());
            List<SpecProblem> problems = new ArrayList<>();
            if (request.points() > points) {
                String detail = "must be from 1 to " + points;
                problems.add(SpecProblem.exceeding(
                        "previews.points", request.points(), points, "/points", "" + request.points(), detail));
            }
            if (made > numbers) {
                String detail = "must be at most " + numbers + " numbers, samples × columns, to be looked at";
                problems.add(SpecProblem.exceeding(
                        "previews.numbers", made, numbers, "/dataset", made + " numbers", detail));
            }
            if (!problems.isEmpty()) {
                throw new RefusedSpecException(problems);
            }
        }
    }

    /**
     * Of one run that is trained again to show its network at every epoch.
     *
     * @param weights of the network
     * @param seconds of a processor, as estimated
     * @param heapBytes while it trains, as estimated
     * @param numbers answered
     */
    public record Replays(
            @DefaultValue("2000") long weights,
            @DefaultValue("10") long seconds,
            @DefaultValue("67108864") long heapBytes,
            @DefaultValue("300000") int numbers) {

        /** Why so much is not trained again; null if it is. */
        @Nullable
        String reason(RunCost cost) {
            if (cost.weights() > weights) {
                return "has " + cost.weights() + " weights, and only networks of up to " + weights + " are replayed";
            }
            if (cost.cpuSeconds() > seconds) {
                return "would take about " + Math.round(cost.cpuSeconds())
                        + " s to train again, and replays take up to " + seconds + " s";
            }
            return cost.heapBytes() <= heapBytes
                    ? null
                    : "would need " + cost.heapBytes() + " bytes to train again, and replays need up to " + heapBytes;
        }

        /** How many epochs of a network can be answered; {@code asked} points of the plane take a byte each. */
        int frames(RunCost cost, int asked) {
            return (int) Math.max(2, numbers / (3 * cost.weights() + asked / 8));
        }
    }

    /**
     * Of one owner, where callers say who they are.
     *
     * @param activeRuns queued and running
     * @param storedBytes of all runs, as estimated when they are submitted
     * @param submissionsPerMinute requests that make or change something, on each node
     * @param readsPerMinute all other requests, on each node
     */
    public record Owner(
            @DefaultValue("1000") int activeRuns,
            @DefaultValue("20000000000") long storedBytes,
            @DefaultValue("600") int submissionsPerMinute,
            @DefaultValue("6000") int readsPerMinute) {

        void judgeActive(long runs) {
            if (runs > activeRuns) {
                String remedy = "Wait until some of your runs have ended.";
                throw new OwnerLimitException("owner.active_runs", runs, activeRuns, 10, remedy);
            }
        }

        void judgeStored(long bytes) {
            if (bytes > storedBytes) {
                String remedy = "Delete runs that you do not need any more.";
                throw new OwnerLimitException("owner.stored_bytes", bytes, storedBytes, 60, remedy);
            }
        }

        /** One request more than allowed in this minute. */
        public OwnerLimitException tooMany(boolean submission, int seconds) {
            int most = submission ? submissionsPerMinute : readsPerMinute;
            String limit = submission ? "owner.submissions_per_minute" : "owner.reads_per_minute";
            return new OwnerLimitException(limit, most + 1, most, seconds, "Ask again in " + seconds + " seconds.");
        }
    }

    /**
     * What clients may hold at the same time. More is refused: with 429 if one client holds too much, with 503 if all
     * together do.
     *
     * @param streams open streams of events
     * @param streamsByClient those of one client
     * @param waits requests that wait for news ({@code Prefer: wait})
     * @param waitsByClient those of one client
     * @param replays requests that train a run again, or wait until they may
     * @param replaysByClient those of one client
     * @param unfinishedBytes bytes of bodies that are not answered yet; left out, a sixteenth of the heap
     * @param unfinishedBytesByClient those of one client; left out, half of them
     */
    public record AtOnce(
            int streams,
            int streamsByClient,
            int waits,
            int waitsByClient,
            int replays,
            int replaysByClient,
            Long unfinishedBytes,
            Long unfinishedBytesByClient) {

        public AtOnce(
                @DefaultValue("1000") int streams,
                @DefaultValue("100") int streamsByClient,
                @DefaultValue("1000") int waits,
                @DefaultValue("100") int waitsByClient,
                @DefaultValue("16") int replays,
                @DefaultValue("8") int replaysByClient,
                @Nullable Long unfinishedBytes,
                @Nullable Long unfinishedBytesByClient) {
            this.streams = streams;
            this.streamsByClient = streamsByClient;
            this.waits = waits;
            this.waitsByClient = waitsByClient;
            this.replays = replays;
            this.replaysByClient = replaysByClient;
            this.unfinishedBytes =
                    unfinishedBytes == null ? Runtime.getRuntime().maxMemory() / 16 : unfinishedBytes;
            this.unfinishedBytesByClient =
                    unfinishedBytesByClient == null ? this.unfinishedBytes / 2 : unfinishedBytesByClient;
        }
    }

    /**
     * The limits of this node; {@code backflow.limits} changes them, those of a group by the names they have here, such
     * as {@code backflow.limits.run.weights}. A refusal names the limit, how much was asked for and how much may be.
     *
     * @param bodyBytes largest request body that is JSON
     * @param datasetBytes largest uploaded data set
     * @param bodySeconds how long a body may take to arrive; slower ones are answered with 408
     * @param queuedRuns how many runs may wait; more are answered with 503 and {@code Retry-After}
     * @param runSeconds how long a run may be trained; longer ones fail with {@code deadline_exceeded}
     * @param idempotencyKeySeconds how long a repeated request finds the run that the first one made
     * @param pageSize most runs on a page
     * @param waitSeconds longest {@code Prefer: wait}
     * @param attemptsInVain how often a run is begun without getting any further before it fails with {@code
     *     crash_loop}
     * @param run what one run may cost
     * @param experiment what one experiment may cost
     * @param predictions how much may be asked of a trained network at once
     * @param previews how much of a data set may be looked at
     * @param replays which networks are trained again to be looked at
     * @param owner what all that one owner has may come to, where callers say who they are
     * @param atOnce what clients may hold at the same time, all together and each
     */
    public record View(
            long bodyBytes,
            long datasetBytes,
            long bodySeconds,
            int queuedRuns,
            long runSeconds,
            long idempotencyKeySeconds,
            int pageSize,
            int waitSeconds,
            int attemptsInVain,
            RunLimits run,
            ExperimentLimits experiment,
            Predictions predictions,
            Previews previews,
            Replays replays,
            Owner owner,
            AtOnce atOnce) {}

    public Limits {
        if (queue < 1 || bodyTime.toMillis() < 1 || runTime.toMillis() < 1 || idempotencyKeyAge.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "backflow.limits must be positive, but are queue=" + queue + ", body_time=" + bodyTime
                            + ", run_time=" + runTime + " and idempotency_key_age=" + idempotencyKeyAge);
        }
    }

    /**
     * All of them, as clients are told.
     *
     * @param pageSize most runs on a page
     * @param waitSeconds longest {@code Prefer: wait}
     */
    public View listed(int pageSize, int waitSeconds) {
        return new View(
                body().toBytes(),
                dataset().toBytes(),
                bodyTime().toSeconds(),
                queue(),
                runTime().toSeconds(),
                idempotencyKeyAge().toSeconds(),
                pageSize,
                waitSeconds,
                ATTEMPTS_IN_VAIN,
                run(),
                experiment(),
                predictions(),
                previews(),
                replays(),
                owner(),
                atOnce());
    }
}
