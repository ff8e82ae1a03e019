package dev.backflow.api;

import dev.backflow.runs.PlaneExamples;
import java.util.Arrays;
import java.util.Base64;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Answers of a network as bytes.
 *
 * @param least what byte 0 stands for
 * @param most what byte 254 stands for
 */
record PlaneLevels(double least, double most) {

    private static final int STEPS = 254;
    private static final byte NOT_FINITE = (byte) 255;

    /**
     * Decisions reach as far to both sides of their threshold, probabilities from 0 to 1; values as far as they and the
     * targets go.
     */
    static PlaneLevels of(List<double[]> answers, PlaneExamples examples, double threshold) {
        DoubleSummaryStatistics finite = answers.stream()
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .summaryStatistics();
        double least = finite.getCount() == 0 ? 0 : finite.getMin();
        double most = finite.getCount() == 0 ? 1 : finite.getMax();
        if (Double.isFinite(threshold)) {
            double reach = Math.max(Math.max(threshold - least, most - threshold), threshold == 0.5 ? 0.5 : 1);
            return new PlaneLevels(threshold - reach, threshold + reach);
        }
        least = Math.min(least, examples.low()[2]);
        most = Math.max(most, examples.high()[2]);
        return new PlaneLevels(least, most > least ? most : least + 1);
    }

    String base64(double[] answers) {
        byte[] bytes = new byte[answers.length];
        for (int i = 0; i < bytes.length; i++) {
            double place = (answers[i] - least) / (most - least);
            bytes[i] = Double.isFinite(answers[i]) ? (byte) Math.round(STEPS * place) : NOT_FINITE;
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}
