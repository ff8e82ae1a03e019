package dev.backflow.api;

import dev.backflow.series.BadQueryException;
import dev.backflow.series.FigureName;
import dev.backflow.series.FigureTheme;
import dev.backflow.series.Figures;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
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

    private final Figures figures;

    FigureController(Figures figures) {
        this.figures = figures;
    }

    /**
     * Draw a figure as SVG. {@code weights}, {@code gradients} and {@code activations} show mean and standard deviation, layer
     * by layer, beside the loss; {@code signals} the gains and the saturation; {@code heatmap} the back-propagated signal over
     * layers and epochs; {@code histograms} those of the first tensor in {@code recording.histograms}, epoch behind epoch.
     * Layers have the same colours in all of them. Where there is no number there is a gap.
     *
     * @param id the run
     * @param name weights, gradients, activations, signals, heatmap or histograms
     * @param width in pixels, from 640 to 3840
     * @param height in pixels, from 320 to 2160
     * @param theme light or dark
     */
    @GetMapping(path = "/{name}.svg", produces = "image/svg+xml")
    void getFigureSvg(
            @PathVariable String id,
            @PathVariable String name,
            @RequestParam(defaultValue = "1200") int width,
            @RequestParam(defaultValue = "420") int height,
            @RequestParam(defaultValue = "light") FigureTheme theme,
            HttpServletResponse response)
            throws IOException {
        FigureName figure = FigureName.of(name);
        check(width, height);
        byte[] picture = figures.svg(id, figure, width, height, theme);
        response.setContentType("image/svg+xml");
        response.getOutputStream().write(picture);
    }

    /**
     * Draw a figure as PNG. The figures are those of SVG.
     *
     * @param id the run
     * @param name weights, gradients, activations, signals, heatmap or histograms
     * @param width in pixels, from 640 to 3840
     * @param height in pixels, from 320 to 2160
     * @param theme light or dark
     */
    @GetMapping(path = "/{name}.png", produces = MediaType.IMAGE_PNG_VALUE)
    void getFigurePng(
            @PathVariable String id,
            @PathVariable String name,
            @RequestParam(defaultValue = "1200") int width,
            @RequestParam(defaultValue = "420") int height,
            @RequestParam(defaultValue = "light") FigureTheme theme,
            HttpServletResponse response)
            throws IOException {
        FigureName figure = FigureName.of(name);
        check(width, height);
        byte[] picture = figures.png(id, figure, width, height, theme);
        response.setContentType(MediaType.IMAGE_PNG_VALUE);
        response.getOutputStream().write(picture);
    }

    private static void check(int width, int height) {
        between("width", width, 640, 3840);
        between("height", height, 320, 2160);
    }

    private static void between(String parameter, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BadQueryException(parameter, String.valueOf(value), "must be from " + least + " to " + most);
        }
    }
}
