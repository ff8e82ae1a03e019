package dev.backflow.api;

import dev.backflow.figures.ExperimentFigureName;
import dev.backflow.figures.ExperimentFigureRequest;
import dev.backflow.figures.ExperimentSubject;
import dev.backflow.figures.FigureRequest;
import dev.backflow.figures.FigureTheme;
import dev.backflow.figures.Figures;
import dev.backflow.recording.Statistic;
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

/** Pictures of experiments. */
@Tag(name = "Experiments")
@RestController
@RequestMapping(ExperimentsController.PATH + "/{id}/figures")
class ExperimentFigureController {

    private final ExperimentSubjects subjects;

    ExperimentFigureController(ExperimentSubjects subjects) {
        this.subjects = subjects;
    }

    /**
     * Draw an experiment, or describe its figure. In the form that the address ends in, or that the client accepts: SVG,
     * PNG, or a specification in Vega-Lite or for Plotly with the numbers in it. Of an experiment that still runs, what
     * its runs that have ended say; bands show all of them as far as they are.
     *
     * @param id the experiment
     * @param name of the figure
     * @param tensor of bands; left out, the metric that is asked for
     * @param statistic of the tensor; left out, its standard deviation
     * @param layer of the tensor; left out, all
     * @param log whether bands have a logarithmic axis; left out, if they are magnitudes of a tensor
     * @param width in pixels, from 320 to 3840
     * @param height in pixels, from 320 to 2160; left out, what the cells need
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
    void getExperimentFigure(
            @PathVariable String id,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Tensor tensor,
            @RequestParam(required = false) @Nullable Statistic statistic,
            @RequestParam(required = false) @Nullable String layer,
            @RequestParam(required = false) @Nullable Boolean log,
            @Schema(minimum = "" + FigureRequest.LEAST, maximum = "" + FigureRequest.WIDEST)
                    @RequestParam(defaultValue = "1200")
                    int width,
            @Schema(minimum = "" + FigureRequest.LEAST, maximum = "" + FigureRequest.HIGHEST)
                    @RequestParam(required = false)
                    @Nullable
                    Integer height,
            @RequestParam(defaultValue = "light") FigureTheme theme,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        FigureForm form = FigureForm.accepted(true, request);
        ExperimentSubject subject = subjects.open(id);
        ExperimentFigureName figure = ExperimentFigureName.of(name);
        int high = height == null ? ExperimentFigureRequest.height(figure, width, subject) : height;
        ExperimentFigureRequest asked =
                new ExperimentFigureRequest(figure, tensor, statistic, layer, log, width, high, theme);
        form.write(Figures.read(subject, asked), response);
    }
}
