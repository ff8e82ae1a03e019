package dev.backflow.spec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON merge patches (RFC 7396): what the patch names is replaced, objects are patched inside, null removes. One thing
 * is added: an object that is given another {@code type} is replaced as a whole, because the fields of the old type
 * mean nothing to the new one.
 */
public final class MergePatch {

    private MergePatch() {}

    /** The patched value; neither argument is changed. */
    public static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode patched = target.isObject() && !changesType(target, patch)
                ? ((ObjectNode) target).deepCopy()
                : JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                patched.remove(field.getKey());
            } else {
                JsonNode before = patched.path(field.getKey());
                patched.set(field.getKey(), apply(before, field.getValue()));
            }
        });
        return patched;
    }

    /** The patch that makes one object of the other: {@code apply(before, between(before, after))} is {@code after}. */
    public static ObjectNode between(JsonNode before, JsonNode after) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        if (!changesType(before, after)) {
            before.propertyNames().stream().filter(name -> !after.has(name)).forEach(patch::putNull);
        }
        after.properties().forEach(field -> {
            JsonNode old =
                    changesType(before, after) ? JsonNodeFactory.instance.missingNode() : before.path(field.getKey());
            JsonNode young = field.getValue();
            if (!old.equals(young)) {
                patch.set(field.getKey(), young.isObject() && old.isObject() ? between(old, young) : young);
            }
        });
        return patch;
    }

    private static boolean changesType(JsonNode target, JsonNode patch) {
        return target.has("type") && patch.has("type") && !target.get("type").equals(patch.get("type"));
    }
}
