package dev.backflow.runs;

import java.util.List;

/** There is no preset of this name. */
public final class NoSuchPresetException extends RuntimeException {

    public NoSuchPresetException(String name, List<String> known) {
        super("There is no preset " + name + "; there are " + String.join(", ", known) + ".");
    }
}
