package dev.backflow.api;

import dev.backflow.runs.Limits;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunWatch;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/** Requests for a run that wait until there is news ({@code Prefer: wait}, RFC 7240). They occupy no thread. */
@Component
class LongPolls {

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?");
    static final int LONGEST_SECONDS = 60;

    private final Recordings recordings;
    private final RunService runs;
    private final RunWatch watch;
    private final ClientQuota quota;
    private final Set<Poll> open = ConcurrentHashMap.newKeySet();

    LongPolls(Recordings recordings, RunService runs, RunWatch watch, Limits limits) {
        this.recordings = recordings;
        this.runs = runs;
        this.watch = watch;
        quota = new ClientQuota(
                "at_once.waits", limits.atOnce().waits(), limits.atOnce().waitsByClient());
    }

    /** Seconds that the client prefers to wait; 0 if it does not say so. Other preferences are not for us to refuse. */
    static int seconds(@Nullable String prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        return wait.find() ? Math.min(Integer.parseInt(wait.group(1)), LONGEST_SECONDS) : 0;
    }

    private static ResponseEntity<RunView> answer(Run run, @Nullable String known, int seconds) {
        boolean isKnown = EntityTags.isKnown(EntityTags.of(run), known);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(isKnown ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .eTag(EntityTags.of(run))
                .cacheControl(CacheControl.noCache().cachePrivate());
        if (seconds > 0) {
            answer.header("Preference-Applied", "wait=" + seconds);
        }
        return isKnown ? answer.build() : answer.body(RunView.of(run));
    }

    /**
     * The run at once if there is news, and else when there is, or when the time is over.
     *
     * @param known the tag of what the client has; without it, news is that the run has ended
     */
    DeferredResult<ResponseEntity<RunView>> get(
            HttpServletRequest request, String id, @Nullable String known, int seconds) {
        Run run = recordings.open(id).run();
        Predicate<Run> news = known == null
                ? current -> !current.state().isActive()
                : current -> !EntityTags.isKnown(EntityTags.of(current), known);
        DeferredResult<ResponseEntity<RunView>> result = new DeferredResult<>(seconds * 1000L);
        if (seconds == 0 || news.test(run)) {
            result.setResult(answer(run, known, seconds));
            return result;
        }
        Poll poll =
                new Poll(id, known, news, seconds, result, quota.share(request).take(1));
        open.add(poll);
        poll.watcher = watch.watch(id, run.version(), () -> poll.look(false));
        result.onTimeout(() -> poll.look(true));
        result.onCompletion(poll::close);
        poll.look(false); // it may have changed before it was watched
        return result;
    }

    @EventListener(ContextClosedEvent.class)
    void answerAll() {
        open.forEach(poll -> poll.look(true));
    }

    /** A request that waits. */
    private final class Poll {

        private final String id;
        private final @Nullable String known;
        private final Predicate<Run> news;
        private final int seconds;
        private final DeferredResult<ResponseEntity<RunView>> result;
        private final ClientQuota.Share share;
        private RunWatch.@Nullable Watcher watcher;

        Poll(
                String id,
                @Nullable String known,
                Predicate<Run> news,
                int seconds,
                DeferredResult<ResponseEntity<RunView>> result,
                ClientQuota.Share share) {
            this.id = id;
            this.known = known;
            this.news = news;
            this.seconds = seconds;
            this.result = result;
            this.share = share;
        }

        void look(boolean anyway) {
            try {
                Run run = runs.again(id);
                if (anyway || news.test(run)) {
                    share.close(); // or the client, once answered, might have to wait to ask again
                    result.setResult(answer(run, known, seconds));
                }
            } catch (RuntimeException e) {
                result.setErrorResult(e);
            }
        }

        void close() {
            open.remove(this);
            share.close();
            if (watcher != null) {
                watcher.close();
            }
        }
    }
}
