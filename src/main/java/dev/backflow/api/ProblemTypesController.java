package dev.backflow.api;

import dev.backflow.spec.Fault;
import dev.backflow.spec.WireNames;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
     * What kind of mistake an entry of a problem's {@code errors} is.
     *
     * @param code what the entry has as its {@code code}
     * @param meaning what is wrong
     */
    record FaultView(@Schema(implementation = Fault.class) String code, String meaning) {

        static FaultView of(Fault fault) {
            return new FaultView(WireNames.of(fault), fault.meaning());
        }
    }

    /**
     * All that problems say by words that programs can rely on.
     *
     * @param items the types of problems
     * @param nextPageToken null: it is one page
     * @param codes of the entries of {@code errors}
     */
    record ProblemList(
            List<ProblemTypeView> items, @Nullable String nextPageToken, List<FaultView> codes) {}

    /**
     * List all types of problems, and the codes of what is wrong in detail. What HTTP defines by its status alone has
     * no type of its own.
     *
     * @return All of them
     */
    @GetMapping
    ProblemList listProblems() {
        return new ProblemList(
                Stream.of(ProblemType.values()).map(ProblemTypeView::of).toList(),
                null,
                Stream.of(Fault.values()).map(FaultView::of).toList());
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
