package dev.backflow.api;

import dev.backflow.series.BadQueryException;
import dev.backflow.series.FigureName;
import dev.backflow.series.FigureTheme;
import dev.backflow.series.Figures;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
     * layers and epochs. Layers have the same colours in all of them. Where there is no number there is a gap.
     *
     * @param id the run
     * @param name weights, gradients, activations, signals or heatmap
     * @param width in pixels, from 480 to 3840
     * @param height in pixels, from 320 to 2160
     * @param theme light or dark
     */
    @GetMapping(path = "/{name}.svg", produces = "image/svg+xml")
    ResponseEntity<byte[]> getFigureSvg(
            @PathVariable String id,
            @PathVariable String name,
            @RequestParam(defaultValue = "1200") int width,
            @RequestParam(defaultValue = "420") int height,
            @RequestParam(defaultValue = "light") FigureTheme theme) {
        FigureName figure = FigureName.of(name);
        check(width, height);
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("image/svg+xml"))
                .body(figures.svg(id, figure, width, height, theme));
    }

    /**
     * Draw a figure as PNG. The figures are those of SVG.
     *
     * @param id the run
     * @param name weights, gradients, activations, signals or heatmap
     * @param width in pixels, from 480 to 3840
     * @param height in pixels, from 320 to 2160
     * @param theme light or dark
     */
    @GetMapping(path = "/{name}.png", produces = MediaType.IMAGE_PNG_VALUE)
    ResponseEntity<byte[]> getFigurePng(
            @PathVariable String id,
            @PathVariable String name,
            @RequestParam(defaultValue = "1200") int width,
            @RequestParam(defaultValue = "420") int height,
            @RequestParam(defaultValue = "light") FigureTheme theme) {
        FigureName figure = FigureName.of(name);
        check(width, height);
        return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(figures.png(id, figure, width, height, theme));
    }

    private static void check(int width, int height) {
        between("width", width, 480, 3840);
        between("height", height, 320, 2160);
    }

    private static void between(String parameter, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BadQueryException(parameter, String.valueOf(value), "must be from " + least + " to " + most);
        }
    }
}
