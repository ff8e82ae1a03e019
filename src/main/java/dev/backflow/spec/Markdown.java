package dev.backflow.spec;

import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentFormatter;
import com.github.therapi.runtimejavadoc.ParamJavadoc;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import java.lang.reflect.RecordComponent;
import org.springframework.web.util.HtmlUtils;

/** Javadoc as Markdown, for the catalog and the API's description. What has none is described by the empty text. */
public final class Markdown {

    private static final CommentFormatter FORMATTER = new CommentFormatter();

    private Markdown() {}

    /** What is said of a type. */
    public static String of(Class<?> type) {
        return of(RuntimeJavadoc.getJavadoc(type).getComment());
    }

    /** What {@code @param} says of a record's component. */
    public static String of(RecordComponent component) {
        return RuntimeJavadoc.getJavadoc(component.getDeclaringRecord()).getRecordComponents().stream()
                .filter(param -> param.getName().equals(component.getName()))
                .map(ParamJavadoc::getComment)
                .map(Markdown::of)
                .findFirst()
                .orElse("");
    }

    /** The first sentence about a type. */
    public static String summary(Class<?> type) {
        return of(type).split("(?<=\\.)\\s", 2)[0];
    }

    private static String of(Comment javadoc) {
        return of(FORMATTER.format(javadoc));
    }

    /** @param html what is left of javadoc when its tags are resolved */
    public static String of(String html) {
        String markdown = html.strip()
                .replaceAll("\\s+", " ")
                .replaceAll("<code> ?| ?</code>", "`")
                .replaceAll("\\{@link(?:plain)? (?:[\\w.]*[.#])?(\\w+)[^}]*}", "$1")
                .replaceAll(" ?<p> ?", "\n\n");
        return HtmlUtils.htmlUnescape(markdown);
    }
}
