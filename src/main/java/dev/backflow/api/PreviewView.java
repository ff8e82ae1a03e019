package dev.backflow.api;

import dev.backflow.datasets.DatasetSpec;
import dev.backflow.datasets.Preview;
import dev.backflow.spec.SpecWriter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Points of a data set for a scatter plot.
 *
 * @param dataset its spec, with every default filled in
 * @param samples rows that it has; there are fewer in {@code columns} if {@code thinned}
 * @param inputs columns {@code x0, x1, …}
 * @param outputs columns {@code y0, y1, …}
 * @param targetKind what the targets are: binary, one_hot, index, multi_label, probability, distribution or real
 * @param thinned whether only some rows are in the columns, evenly spread over all
 */
record PreviewView(
        @Schema(implementation = DatasetSpec.class) JsonNode dataset,
        int samples,
        int inputs,
        int outputs,
        String targetKind,
        boolean thinned,
        Map<String, float[]> columns) {

    static PreviewView of(DatasetSpec dataset, Preview preview) {
        return new PreviewView(
                SpecWriter.write((Record) dataset),
                dataset.samples(),
                dataset.inputs(),
                dataset.outputs(),
                preview.targetKind(),
                preview.thinned(),
                preview.columns());
    }
}
