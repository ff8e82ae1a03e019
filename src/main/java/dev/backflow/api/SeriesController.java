package dev.backflow.api;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.series.Model;
import dev.backflow.series.ModelReader;
import dev.backflow.series.SeriesReader;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was recorded of a run. */
@RestController
@RequestMapping(path = "/api/v1/runs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class SeriesController {

    private final SeriesReader series;
    private final ModelReader models;

    SeriesController(SeriesReader series, ModelReader models) {
        this.series = series;
        this.models = models;
    }

    @GetMapping("/metrics")
    ColumnsView metrics(@PathVariable String id) {
        return ColumnsView.of(id, series.metrics(id));
    }

    @GetMapping("/series")
    ColumnsView series(
            @PathVariable String id,
            @RequestParam Tensor tensor,
            @RequestParam Statistic statistic,
            @RequestParam(defaultValue = "") List<String> layers,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "2147483647") int to) {
        return ColumnsView.of(id, tensor, statistic, series.series(id, tensor, statistic, layers, from, to));
    }

    @GetMapping("/model")
    Model model(@PathVariable String id) {
        return models.model(id);
    }
}
