package dev.backflow.api;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_REQUEST_URI_TOO_LONG;

import dev.backflow.api.access.ContentPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Answers what Tomcat refuses before any controller sees it, such as a malformed address, with a problem as well. */
public class ProblemErrorReportValve extends ErrorReportValve {

    private static final int TOO_LARGE_FIELDS = HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.value();

    /** Of the request line or of the header fields: both come into the same buffer. */
    private static final String TOO_LARGE =
            StringManager.getManager("org.apache.coyote.http11").getString("iib.requestheadertoolarge.error");

    private static final String TOO_MANY = StringManager.getManager("org.apache.tomcat.util.http")
            .getString("headers.maxCountFail")
            .replaceFirst("\\[.*", "");

    private static final Logger LOG = LoggerFactory.getLogger(ProblemErrorReportValve.class);

    /** What Tomcat calls a bad request by one word each. */
    private static int meant(Request request, int status, @Nullable Throwable throwable) {
        String message = throwable == null ? null : throwable.getMessage();
        if (status != SC_BAD_REQUEST || message == null) {
            return status;
        }
        if (message.equals(TOO_LARGE)) {
            boolean inAddress = request.getCoyoteRequest().requestURI().isNull();
            return inAddress ? SC_REQUEST_URI_TOO_LONG : TOO_LARGE_FIELDS;
        }
        return message.startsWith(TOO_MANY) ? TOO_LARGE_FIELDS : status;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = meant(request, response.getStatus(), throwable);
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus known = HttpStatus.resolve(status);
        String json = "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d}"
                .formatted(known == null ? "Error" : known.getReasonPhrase(), status);
        try {
            response.setStatus(status);
            ContentPolicy.headers("/api/").forEach(response::setHeader);
            response.setContentType("application/problem+json");
            response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The client was gone before it could be told of status {}", status, e);
        }
    }
}
