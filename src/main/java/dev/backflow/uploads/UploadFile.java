package dev.backflow.uploads;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The bytes of an {@link Upload}, as they came. */
@Entity
@Table(name = "dataset_file")
class UploadFile {

    @Id
    private String id;

    private byte[] bytes;

    protected UploadFile() {}

    UploadFile(String id, byte[] bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }
}
