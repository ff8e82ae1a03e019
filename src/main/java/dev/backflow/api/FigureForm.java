package dev.backflow.api;

import dev.backflow.figures.ReadFigure;
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
import org.springframework.web.servlet.HandlerMapping;

/** In which form a figure is answered: the one that its address ends in, or what the client accepts. */
public enum FigureForm {
    SVG(FigureForm.SVG_TYPE, ".svg", (figure, out) -> out.write(figure.svg())),
    PNG(MediaType.IMAGE_PNG_VALUE, ".png", (figure, out) -> out.write(figure.png())),
    VEGA_LITE(FigureForm.VEGA_LITE_TYPE, ".vl.json", ReadFigure::vegaLite),
    PLOTLY(FigureForm.PLOTLY_TYPE, ".plotly.json", ReadFigure::plotly);

    static final String SVG_TYPE = "image/svg+xml";

    /** As Jupyter calls them. */
    static final String VEGA_LITE_TYPE = "application/vnd.vegalite.v6+json";

    static final String PLOTLY_TYPE = "application/vnd.plotly.v1+json";

    private static final HeaderContentNegotiationStrategy ACCEPT = new HeaderContentNegotiationStrategy();

    private final MediaType type;
    private final String extension;
    private final Writing writing;

    @FunctionalInterface
    private interface Writing {
        void write(ReadFigure figure, OutputStream out) throws IOException;
    }

    FigureForm(String type, String extension, Writing writing) {
        this.type = MediaType.valueOf(type);
        this.extension = extension;
        this.writing = writing;
    }

    /** Its media type. */
    public String type() {
        return type.toString();
    }

    /** What addresses of it end in. */
    public String extension() {
        return extension;
    }

    /**
     * What the client likes best of those that the address has.
     *
     * @param chart whether clients can draw the figure from a specification
     * @throws HttpMediaTypeNotAcceptableException if the figure can be nothing of what it accepts
     */
    static FigureForm accepted(boolean chart, HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        List<FigureForm> able = Stream.of(values())
                .filter(form -> form == SVG || form == PNG || chart)
                .toList();
        String address = (String) request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        boolean open = Stream.of(values()).noneMatch(form -> address.endsWith(form.extension));
        List<FigureForm> here = able.stream()
                .filter(form -> open || address.endsWith(form.extension))
                .toList();
        for (MediaType wanted : ACCEPT.resolveMediaTypes(new ServletWebRequest(request))) {
            for (FigureForm form : here) {
                if (wanted.getQualityValue() > 0 && wanted.includes(form.type)) {
                    return form;
                }
            }
        }
        throw new HttpMediaTypeNotAcceptableException(
                (here.isEmpty() ? able : here).stream().map(form -> form.type).toList());
    }

    /** Nothing is sent if the figure cannot be made: what it shows is read before the first byte. */
    void write(ReadFigure figure, HttpServletResponse response) throws IOException {
        response.setContentType(type.toString());
        writing.write(figure, response.getOutputStream());
    }
}
