package dev.backflow.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the types of problems mean. */
@Tag(name = "Catalog")
@RestController
@RequestMapping(path = ProblemType.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class ProblemTypesController {

    /**
     * A type of problem.
     *
     * @param type what problems of this type have as their {@code type}: the address that explains it
     * @param title what they have as their title
     * @param status the status they come with
     * @param meaning what has happened, and what to do
     */
    record ProblemTypeView(URI type, String title, int status, String meaning) {

        static ProblemTypeView of(ProblemType type) {
            return new ProblemTypeView(type.uri(), type.title(), type.status().value(), type.meaning());
        }
    }

    /**
     * List all types of problems. What HTTP defines by its status alone has no type of its own.
     *
     * @return All of them
     */
    @GetMapping
    Items<ProblemTypeView> listProblems() {
        List<ProblemTypeView> all =
                Stream.of(ProblemType.values()).map(ProblemTypeView::of).toList();
        return new Items<>(all, null);
    }

    /**
     * Explain a type of problem. This is the address in the {@code type} of a problem.
     *
     * @param name last part of the type
     * @return What it means
     */
    @GetMapping("/{name}")
    ProblemTypeView getProblem(@PathVariable String name) {
        return Stream.of(ProblemType.values())
                .filter(type -> type.wireName().equals(name))
                .map(ProblemTypeView::of)
                .findFirst()
                .orElseThrow(() -> new NoSuchProblemException(name));
    }
}
