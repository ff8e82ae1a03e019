package dev.backflow.spec;

/** What kind of mistake is refused: the {@code code} by which programs tell what people read in the detail. */
public enum Fault {
    SYNTAX("It cannot be read at all: it is no JSON, no CSV, no query string."),
    REQUIRED("It is missing and has no default."),
    UNKNOWN("There is no field or parameter of this name here."),
    REPEATED("It is given twice but takes one value."),
    TYPE("It is of another type, such as a text instead of a number."),
    VALUE("It is of the right type but not a value that it can have, alone or with the rest of what was sent."),
    LIMIT("It is more than this service allows; limit, actual and maximum say by how much.");

    private final String meaning;

    Fault(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
