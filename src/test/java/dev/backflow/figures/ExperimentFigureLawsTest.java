package dev.backflow.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.backflow.recording.BadQueryException;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What holds for every figure of an experiment, in both themes and in every size. */
class ExperimentFigureLawsTest {

    private static final Map<String, ExperimentSubject> SUBJECTS = ExperimentSamples.families();
    private static final int[][] SIZES = {{320, 320}, {1200, 0}, {1200, 420}, {3840, 320}};

    static Stream<Arguments> figures() {
        return SUBJECTS.keySet().stream()
                .flatMap(family -> Stream.of(ExperimentFigureName.values())
                        .flatMap(name -> Stream.of(SIZES).map(size -> arguments(family, name, size[0], size[1]))));
    }

    private static ExperimentFigureRequest request(
            ExperimentSubject subject,
            ExperimentFigureName name,
            @Nullable Tensor tensor,
            int width,
            int height,
            FigureTheme theme) {
        int high = height == 0 ? ExperimentFigureRequest.height(name, width, subject) : height;
        return new ExperimentFigureRequest(name, tensor, null, null, null, width, high, theme);
    }

    private static Stream<ExperimentFigureRequest> requests(
            ExperimentSubject subject, ExperimentFigureName name, int width, int height, FigureTheme theme) {
        ExperimentFigureRequest plain = request(subject, name, null, width, height, theme);
        return name == ExperimentFigureName.BANDS
                ? Stream.of(plain, request(subject, name, Tensor.KERNEL_GRADIENT, width, height, theme))
                : Stream.of(plain);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void allIsInsideAndNoTextsOverlap(String family, ExperimentFigureName name, int width, int height) {
        ExperimentSubject subject = SUBJECTS.get(family);
        requests(subject, name, width, height, FigureTheme.LIGHT).forEach(request -> {
            Drawn drawn = new Drawn();
            name.drawing.of(subject, request).draw(drawn, request);
            drawn.requireAllInsideAndNoTextsOverlap(request.width(), request.height());
        });
    }

    @ParameterizedTest
    @MethodSource("figures")
    void itsSvgIsWellFormedHasTheNameOfTheExperimentAndIsTheSameEveryTime(
            String family, ExperimentFigureName name, int width, int height) throws Exception {
        ExperimentSubject subject = SUBJECTS.get(family);
        for (ExperimentFigureRequest request :
                requests(subject, name, width, height, FigureTheme.DARK).toList()) {
            byte[] svg = name.drawing.of(subject, request).svg(request);
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg))
                    .getDocumentElement();
            assertThat(root.getElementsByTagName("title").item(0).getTextContent())
                    .isEqualTo(subject.name());
            assertThat(root.getElementsByTagName("desc").item(0).getTextContent())
                    .isNotBlank();
            assertThat(svg.length).isLessThan(5_000_000);
            assertThat(name.drawing.of(SUBJECTS.get(family), request).svg(request))
                    .isEqualTo(svg);
        }
    }

    static Stream<Arguments> pictures() {
        return SUBJECTS.keySet().stream()
                .flatMap(family -> Stream.of(ExperimentFigureName.values()).map(name -> arguments(family, name)));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void itsPngHasTheGroundOfTheTheme(String family, ExperimentFigureName name) throws Exception {
        ExperimentSubject subject = SUBJECTS.get(family);
        String folder = System.getProperty("backflow.figures.folder");
        for (FigureTheme theme : FigureTheme.values()) {
            for (ExperimentFigureRequest request :
                    requests(subject, name, 1200, 0, theme).toList()) {
                byte[] png = name.drawing.of(subject, request).png(request);
                BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
                assertThat(image.getWidth()).isEqualTo(request.width());
                assertThat(image.getHeight()).isEqualTo(request.height());
                assertThat(image.getRGB(1, request.height() - 1) & 0xffffff).isEqualTo(Integer.decode(theme.ground));
                if (folder != null) {
                    String called = "%s-%s-%s-%s.png"
                            .formatted(
                                    family.replaceAll("\\W", "_"),
                                    name.wireName(),
                                    request.tensor() == null ? "metric" : "tensor",
                                    theme.wireName());
                    Files.write(Path.of(folder, called), png);
                }
            }
        }
    }

    @Test
    void cellsAreInTheRowsAndColumnsOfTheirValues() {
        GridLayout layout = GridLayout.of(SUBJECTS.get("three axes"));
        assertThat(layout.rows()).containsExactly("v0", "v1", "v2");
        assertThat(layout.columns()).containsExactly("v0", "v1", "v2", "v3");
        assertThat(layout.blocks()).hasSize(5);
        for (int block = 0; block < 5; block++) {
            assertThat(layout.blocks().get(block).title()).isEqualTo("axis_2 v" + block);
            for (int i = 0; i < 12; i++) {
                assertThat(layout.blocks().get(block).cells().get(i).settings())
                        .containsExactly("v" + i / 4, "v" + i % 4, "v" + block);
            }
        }
    }

    @Test
    void parametersOfBandsAreRefusedElsewhere() {
        for (ExperimentFigureName name : ExperimentFigureName.values()) {
            assertThatThrownBy(() -> new ExperimentFigureRequest(
                            name, null, Statistic.RMS, null, null, 640, 420, FigureTheme.LIGHT))
                    .isInstanceOf(BadQueryException.class);
        }
        assertThatThrownBy(() -> new ExperimentFigureRequest(
                        ExperimentFigureName.GAIN, Tensor.KERNEL, null, null, null, 640, 420, FigureTheme.LIGHT))
                .isInstanceOf(BadQueryException.class);
    }
}
