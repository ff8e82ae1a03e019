package dev.backflow.api.openapi;

import dev.backflow.api.FigureForm;
import dev.backflow.spec.WireNames;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells apart the operations of a method that has an address for each form of its answer, such as {@code .svg}. */
final class FormAddresses {

    private FormAddresses() {}

    /** Each is called by its form, such as {@code getFigureSvg}, and has only that one. */
    static void tellApart(ObjectNode paths) {
        paths.properties().forEach(path -> {
            JsonNode read = path.getValue().path("get");
            if (read instanceof ObjectNode operation && path.getKey().contains("/figures/{name}")) {
                Stream.of(FigureForm.values())
                        .filter(form -> path.getKey().endsWith(form.extension()))
                        .findFirst()
                        .ifPresentOrElse(form -> only(form, operation), () -> named(operation, ""));
            }
        });
    }

    private static void only(FigureForm form, ObjectNode operation) {
        StringBuilder words = new StringBuilder();
        for (String word : WireNames.of(form).split("_")) {
            words.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        named(operation, words.toString());
        ((ObjectNode) operation.at("/responses/200/content")).retain(List.of(form.type()));
    }

    /** Springdoc numbers operations of one method. */
    private static void named(ObjectNode operation, String suffix) {
        String method = operation.get("operationId").stringValue().replaceFirst("_\\d+$", "");
        operation.put("operationId", method + suffix);
    }
}
