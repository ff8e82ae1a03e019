package dev.backflow.runs;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The {@link Fitted} of a run on uploaded data. */
@Entity
class FittedData {

    @Id
    private String runId;

    @JdbcTypeCode(SqlTypes.JSON)
    private String fitted;

    protected FittedData() {}

    FittedData(String runId, String fitted) {
        this.runId = runId;
        this.fitted = fitted;
    }

    /** JSON. */
    String fitted() {
        return fitted;
    }
}
