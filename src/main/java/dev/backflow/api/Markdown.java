package dev.backflow.api;

import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentFormatter;
import org.springframework.web.util.HtmlUtils;

/** Javadoc as the Markdown that OpenAPI descriptions are written in. */
final class Markdown {

    private static final CommentFormatter FORMATTER = new CommentFormatter();

    private Markdown() {}

    /** The first sentence. */
    static String summary(Comment javadoc) {
        return of(javadoc).split("(?<=\\.)\\s", 2)[0];
    }

    static String of(Comment javadoc) {
        return of(FORMATTER.format(javadoc));
    }

    /** @param html what is left of javadoc when its tags are resolved */
    static String of(String html) {
        String markdown = html.strip()
                .replaceAll("\\s+", " ")
                .replaceAll("<code> ?| ?</code>", "`")
                .replaceAll("\\{@link(?:plain)? (?:[\\w.]*[.#])?(\\w+)[^}]*}", "$1")
                .replaceAll(" ?<p> ?", "\n\n");
        return HtmlUtils.htmlUnescape(markdown);
    }
}
