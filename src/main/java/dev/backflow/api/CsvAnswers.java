package dev.backflow.api;

import dev.backflow.exports.ColumnsCsv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Answers columns as CSV where that is what the client accepts. */
class CsvAnswers extends AbstractHttpMessageConverter<ColumnsView> {

    static final String TYPE = "text/csv";

    CsvAnswers() {
        super(StandardCharsets.UTF_8, MediaType.valueOf(TYPE));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == ColumnsView.class;
    }

    @Override
    protected ColumnsView readInternal(Class<? extends ColumnsView> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("nobody sends columns", message);
    }

    @Override
    protected void writeInternal(ColumnsView view, HttpOutputMessage message) throws IOException {
        ColumnsCsv.write(view.table(), message.getBody());
    }
}
