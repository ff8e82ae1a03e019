package dev.backflow.api;

import dev.backflow.figures.FigureName;
import dev.backflow.figures.FigureRequest;
import dev.backflow.figures.Figures;
import dev.backflow.figures.Subject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.ServletWebRequest;

/** In which form a figure is answered. */
enum FigureForm {
    SVG(FigureForm.SVG_TYPE, (figures, subject, request, out) -> out.write(figures.svg(subject, request))),
    PNG(MediaType.IMAGE_PNG_VALUE, (figures, subject, request, out) -> out.write(figures.png(subject, request))),
    VEGA_LITE(FigureForm.VEGA_LITE_TYPE, Figures::vegaLite),
    PLOTLY(FigureForm.PLOTLY_TYPE, Figures::plotly);

    static final String SVG_TYPE = "image/svg+xml";

    /** As Jupyter calls them. */
    static final String VEGA_LITE_TYPE = "application/vnd.vegalite.v6+json";

    static final String PLOTLY_TYPE = "application/vnd.plotly.v1+json";

    private static final HeaderContentNegotiationStrategy ACCEPT = new HeaderContentNegotiationStrategy();

    private final MediaType type;
    private final Writing writing;

    @FunctionalInterface
    private interface Writing {
        void write(Figures figures, Subject subject, FigureRequest request, OutputStream out) throws IOException;
    }

    FigureForm(String type, Writing writing) {
        this.type = MediaType.valueOf(type);
        this.writing = writing;
    }

    /** Those that a figure can be answered in, the usual one first. */
    private static List<FigureForm> of(FigureName figure) {
        return Stream.of(values())
                .filter(form -> form == SVG || form == PNG || figure.isChart())
                .toList();
    }

    /**
     * What the client likes best.
     *
     * @throws HttpMediaTypeNotAcceptableException if the figure can be nothing of what it accepts
     */
    static FigureForm accepted(FigureName figure, HttpServletRequest request)
            throws HttpMediaTypeNotAcceptableException {
        for (MediaType wanted : ACCEPT.resolveMediaTypes(new ServletWebRequest(request))) {
            for (FigureForm form : of(figure)) {
                if (wanted.getQualityValue() > 0 && wanted.includes(form.type)) {
                    return form;
                }
            }
        }
        throw notAcceptable(figure);
    }

    /** @throws HttpMediaTypeNotAcceptableException if the figure cannot be that */
    void requireOf(FigureName figure) throws HttpMediaTypeNotAcceptableException {
        if (!of(figure).contains(this)) {
            throw notAcceptable(figure);
        }
    }

    private static HttpMediaTypeNotAcceptableException notAcceptable(FigureName figure) {
        return new HttpMediaTypeNotAcceptableException(
                of(figure).stream().map(form -> form.type).toList());
    }

    /** Nothing is sent if the figure cannot be made: what it shows is read before the first byte. */
    void write(Figures figures, Subject subject, FigureRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType(type.toString());
        writing.write(figures, subject, request, response.getOutputStream());
    }
}
