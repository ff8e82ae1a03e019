package dev.backflow.figures;

import java.util.List;

/** No figure has this name. */
public final class NoSuchFigureException extends RuntimeException {

    NoSuchFigureException(String name, List<String> known) {
        super("There is no figure " + name + "; there are " + String.join(", ", known) + ".");
    }
}
