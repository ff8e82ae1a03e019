package dev.backflow.api;

import dev.backflow.figures.FigureName;
import dev.backflow.figures.FigureRequest;
import dev.backflow.figures.FigureTheme;
import dev.backflow.figures.Figures;
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
    private final Recordings recordings;

    FigureController(FigureSubjects subjects, Recordings recordings) {
        this.subjects = subjects;
        this.recordings = recordings;
    }

    /**
     * Draw a figure, or describe it. In the form that the address ends in, or that the client accepts: SVG, PNG, or a
     * specification in Vega-Lite or for Plotly with the numbers in it. Curves and heat maps can be described so; other
     * figures are 406. Layers have the same colours in all figures. Where there is no number there is a gap; above a
     * panel it says from which epoch on there are only NaN or, on a logarithmic axis, zeros.
     *
     * @param id the run
     * @param name of the figure
     * @param tensor of histograms, one of recording.histograms; left out, the first
     * @param layer of histograms; left out, all
     * @param width in pixels, from what the figure needs to 3840
     * @param height in pixels, from 320 to 2160
     * @param theme light or dark
     */
    @GetMapping(
            path = {"/{name}", "/{name}.svg", "/{name}.png", "/{name}.vl.json", "/{name}.plotly.json"},
            produces = {
                FigureForm.SVG_TYPE,
                MediaType.IMAGE_PNG_VALUE,
                FigureForm.VEGA_LITE_TYPE,
                FigureForm.PLOTLY_TYPE
            })
    void getFigure(
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
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        FigureRequest asked = new FigureRequest(FigureName.of(name), tensor, layer, width, height, theme);
        FigureForm form = FigureForm.accepted(asked.name().isChart(), request);
        form.write(recordings.whole(Figures.read(subjects.open(id), asked)), response);
    }
}
