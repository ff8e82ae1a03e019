package dev.backflow.api;

import dev.backflow.figures.FigureName;
import dev.backflow.figures.FigureRequest;
import dev.backflow.figures.FigureTheme;
import dev.backflow.figures.Figures;
import dev.backflow.figures.Subject;
import dev.backflow.recording.Tensor;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Pictures of runs. */
@Tag(name = "Figures")
@RestController
@RequestMapping("/api/v1/runs/{id}/figures")
class FigureController {

    private final FigureSubjects subjects;
    private final Figures figures;

    FigureController(FigureSubjects subjects, Figures figures) {
        this.subjects = subjects;
        this.figures = figures;
    }

    /**
     * Draw a figure as SVG. Layers have the same colours in all of them. Where there is no number there is a gap; above
     * a panel it says from which epoch on there are only NaN or, on a logarithmic axis, zeros.
     *
     * @param id the run
     * @param name of the figure
     * @param tensor of histograms, one of recording.histograms; left out, the first
     * @param layer of histograms; left out, all
     * @param width in pixels, from what the figure needs to 3840
     * @param height in pixels, from 320 to 2160
     * @param theme light or dark
     */
    @GetMapping(path = "/{name}.svg", produces = FigureForm.SVG_TYPE)
    void getFigureSvg(
            @PathVariable String id,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Tensor tensor,
            @RequestParam(required = false) @Nullable String layer,
            @Schema(minimum = "" + FigureRequest.LEAST, maximum = "" + FigureRequest.WIDEST)
                    @RequestParam(defaultValue = "1200")
                    int width,
            @Schema(minimum = "" + FigureRequest.LEAST, maximum = "" + FigureRequest.HIGHEST)
                    @RequestParam(defaultValue = "420")
                    int height,
            @RequestParam(defaultValue = "light") FigureTheme theme,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        FigureRequest asked = new FigureRequest(FigureName.of(name), tensor, layer, width, height, theme);
        send(id, asked, FigureForm.SVG, response);
    }

    /**
     * Draw a figure as PNG. The figures are those of SVG.
     *
     * @param id the run
     * @param name of the figure
     * @param tensor of histograms, one of recording.histograms; left out, the first
     * @param layer of histograms; left out, all
     * @param width in pixels, from what the figure needs to 3840
     * @param height in pixels, from 320 to 2160
     * @param theme light or dark
     */
    @GetMapping(path = "/{name}.png", produces = MediaType.IMAGE_PNG_VALUE)
    void getFigurePng(
            @PathVariable String id,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Tensor tensor,
            @RequestParam(required = false) @Nullable String layer,
            @Schema(minimum = "" + FigureRequest.LEAST, maximum = "" + FigureRequest.WIDEST)
                    @RequestParam(defaultValue = "1200")
                    int width,
            @Schema(minimum = "" + FigureRequest.LEAST, maximum = "" + FigureRequest.HIGHEST)
                    @RequestParam(defaultValue = "420")
                    int height,
            @RequestParam(defaultValue = "light") FigureTheme theme,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        FigureRequest asked = new FigureRequest(FigureName.of(name), tensor, layer, width, height, theme);
        send(id, asked, FigureForm.PNG, response);
    }

    /**
     * Describe a figure in Vega-Lite. The specification has the numbers in it; Vega-Lite, Altair and Observable draw it.
     * Curves and heat maps can be described so; other figures are 406.
     *
     * @param id the run
     * @param name of the figure: weights, gradients, activations, signals or heatmap
     * @param width in pixels, from what the figure needs to 3840
     * @param height in pixels, from 320 to 2160
     * @param theme light or dark
     */
    @GetMapping(path = "/{name}.vl.json", produces = FigureForm.VEGA_LITE_TYPE)
    void getFigureVegaLite(
            @PathVariable String id,
            @PathVariable String name,
            @Schema(minimum = "" + FigureRequest.LEAST, maximum = "" + FigureRequest.WIDEST)
                    @RequestParam(defaultValue = "1200")
                    int width,
            @Schema(minimum = "" + FigureRequest.LEAST, maximum = "" + FigureRequest.HIGHEST)
                    @RequestParam(defaultValue = "420")
                    int height,
            @RequestParam(defaultValue = "light") FigureTheme theme,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        FigureRequest asked = new FigureRequest(FigureName.of(name), null, null, width, height, theme);
        send(id, asked, FigureForm.VEGA_LITE, response);
    }

    /**
     * Describe a figure for Plotly. Data and layout, with the numbers in them, as {@code Plotly.newPlot} and {@code
     * plotly.io.from_json} take them. Curves and heat maps can be described so; other figures are 406.
     *
     * @param id the run
     * @param name of the figure: weights, gradients, activations, signals or heatmap
     * @param width in pixels, from what the figure needs to 3840
     * @param height in pixels, from 320 to 2160
     * @param theme light or dark
     */
    @GetMapping(path = "/{name}.plotly.json", produces = FigureForm.PLOTLY_TYPE)
    void getFigurePlotly(
            @PathVariable String id,
            @PathVariable String name,
            @Schema(minimum = "" + FigureRequest.LEAST, maximum = "" + FigureRequest.WIDEST)
                    @RequestParam(defaultValue = "1200")
                    int width,
            @Schema(minimum = "" + FigureRequest.LEAST, maximum = "" + FigureRequest.HIGHEST)
                    @RequestParam(defaultValue = "420")
                    int height,
            @RequestParam(defaultValue = "light") FigureTheme theme,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        FigureRequest asked = new FigureRequest(FigureName.of(name), null, null, width, height, theme);
        send(id, asked, FigureForm.PLOTLY, response);
    }

    /**
     * Draw a figure, or describe it. As the client accepts: SVG, PNG, or a specification in Vega-Lite or for Plotly with
     * the numbers in it. A figure that cannot be described is 406 where only that is accepted.
     *
     * @param id the run
     * @param name of the figure
     * @param width in pixels, from what the figure needs to 3840
     * @param height in pixels, from 320 to 2160
     * @param theme light or dark
     */
    @GetMapping(
            path = "/{name}",
            produces = {
                FigureForm.SVG_TYPE,
                MediaType.IMAGE_PNG_VALUE,
                FigureForm.VEGA_LITE_TYPE,
                FigureForm.PLOTLY_TYPE
            })
    void getFigure(
            @PathVariable String id,
            @PathVariable String name,
            @Schema(minimum = "" + FigureRequest.LEAST, maximum = "" + FigureRequest.WIDEST)
                    @RequestParam(defaultValue = "1200")
                    int width,
            @Schema(minimum = "" + FigureRequest.LEAST, maximum = "" + FigureRequest.HIGHEST)
                    @RequestParam(defaultValue = "420")
                    int height,
            @RequestParam(defaultValue = "light") FigureTheme theme,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        FigureRequest asked = new FigureRequest(FigureName.of(name), null, null, width, height, theme);
        send(id, asked, FigureForm.accepted(asked.name(), request), response);
    }

    private void send(String id, FigureRequest asked, FigureForm form, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        form.requireOf(asked.name());
        Subject subject = subjects.open(id);
        form.write(figures, subject, asked, response);
    }
}
