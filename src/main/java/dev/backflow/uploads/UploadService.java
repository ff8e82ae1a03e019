package dev.backflow.uploads;

import dev.backflow.access.Caller;
import dev.backflow.access.Callers;
import dev.backflow.datasets.BadCsvException;
import dev.backflow.datasets.CsvFile;
import dev.backflow.datasets.CsvFiles;
import dev.backflow.datasets.CsvProfile;
import dev.backflow.datasets.Separator;
import dev.backflow.spec.SpecReader;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What users do with their data sets. Every method is one transaction. What belongs to others does not exist for a
 * caller, unless he is an admin.
 */
@Service
@Transactional
public class UploadService implements CsvFiles {

    private final UploadRepository uploads;
    private final UploadFileRepository files;
    private final Callers callers;
    private final Clock clock;

    UploadService(UploadRepository uploads, UploadFileRepository files, Callers callers, Clock clock) {
        this.uploads = uploads;
        this.files = files;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * Stores a file.
     *
     * @param name for people; null for a summary
     * @param separator null to find it in the header
     * @throws BadCsvException if it is not a table
     */
    public Upload store(byte[] bytes, @Nullable String name, @Nullable Separator separator) {
        CsvProfile profile = CsvProfile.of(bytes, separator);
        String summary = profile.rows() + " rows, " + profile.columns().size() + " columns";
        Upload upload = uploads.saveAndFlush(new Upload(
                name == null ? summary : name,
                callers.current().owner(),
                new CsvFile(bytes, profile),
                clock.instant()));
        files.saveAndFlush(new UploadFile(upload.id(), bytes));
        return upload;
    }

    /** @throws NoSuchUploadException if there is none for the caller */
    @Transactional(readOnly = true)
    public Upload get(String id) {
        return seen(uploads.findById(id)).orElseThrow(() -> new NoSuchUploadException(id));
    }

    private Optional<Upload> seen(Optional<Upload> found) {
        Caller caller = callers.current();
        return found.filter(upload -> caller.sees(upload.owner()));
    }

    /** Null for all. */
    private @Nullable String owner() {
        Caller caller = callers.current();
        return caller.isAdmin() ? null : caller.owner();
    }

    /** The newest. */
    @Transactional(readOnly = true)
    public UploadPage list(int size) {
        return page(uploads.newest(owner(), Limit.of(size + 1)), size);
    }

    /** The newest of those older than the one created at this time with this id. */
    @Transactional(readOnly = true)
    public UploadPage olderThan(Instant createdAt, String id, int size) {
        return page(uploads.olderThan(owner(), createdAt, id, Limit.of(size + 1)), size);
    }

    private static UploadPage page(List<Upload> found, int size) {
        return new UploadPage(found.subList(0, Math.min(size, found.size())), found.size() > size);
    }

    /** Removes a data set that no run refers to. */
    public void delete(String id) {
        Upload upload = seen(uploads.lock(id)).orElseThrow(() -> new NoSuchUploadException(id));
        long users = uploads.countUsers(id);
        if (users > 0) {
            throw new UploadInUseException(id, users == 1 ? "1 run" : users + " runs");
        }
        uploads.delete(upload);
    }

    /** Whoever asks: for runs that were accepted. */
    @Override
    @Transactional(readOnly = true)
    public Optional<CsvFile> find(String id) {
        return uploads.findById(id).flatMap(this::file);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<CsvFile> visible(String id) {
        return seen(uploads.findById(id)).flatMap(this::file);
    }

    private Optional<CsvFile> file(Upload upload) {
        return files.findById(upload.id())
                .map(file -> new CsvFile(file.bytes(), SpecReader.read(upload.profile(), CsvProfile.class)));
    }
}
