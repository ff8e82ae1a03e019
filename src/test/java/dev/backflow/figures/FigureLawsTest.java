package dev.backflow.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What holds for every figure, whatever was recorded, in both themes and in every size. */
class FigureLawsTest {

    /** Of curves side by side and histograms; of the others, the last as well. */
    private static final int[][] SIZES = {{640, 320}, {1200, 420}, {3840, 2160}, {640, 2160}, {320, 320}};

    private static final Map<String, Function<FigureRequest, Figure>> FIGURES = Samples.figures();
    private static final Map<String, Function<FigureRequest, Figure>> AGAIN = Samples.figures();

    static Stream<Arguments> figures() {
        return FIGURES.keySet().stream()
                .flatMap(name -> Stream.of(SIZES)
                        .filter(size -> size[0] >= kind(name).leastWidth)
                        .map(size -> arguments(name, size[0], size[1])));
    }

    private static FigureName kind(String name) {
        return switch (name.split(",")[0]) {
            case "curves" -> FigureName.WEIGHTS;
            case "ridges" -> FigureName.HISTOGRAMS;
            default -> FigureName.HEATMAP;
        };
    }

    private static FigureRequest request(String name, int width, int height, FigureTheme theme) {
        return new FigureRequest(kind(name), null, null, width, height, theme);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void allIsInsideAndNoTextsOverlap(String name, int width, int height) {
        Drawn drawn = new Drawn();
        FigureRequest request = request(name, width, height, FigureTheme.LIGHT);
        FIGURES.get(name).apply(request).draw(drawn, request);
        drawn.requireAllInsideAndNoTextsOverlap(width, height);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void itsSvgIsWellFormedSaysWhatItShowsAndIsTheSameEveryTime(String name, int width, int height) throws Exception {
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        for (FigureTheme theme : FigureTheme.values()) {
            FigureRequest request = request(name, width, height, theme);
            byte[] svg = FIGURES.get(name).apply(request).svg(request);
            Element root = parser.parse(new ByteArrayInputStream(svg)).getDocumentElement();
            assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 " + width + " " + height);
            assertThat(root.getAttribute("role")).isEqualTo("img");
            assertThat(root.getElementsByTagName("title").item(0).getTextContent())
                    .isNotBlank();
            assertThat(root.getElementsByTagName("desc").item(0).getTextContent())
                    .isNotBlank();
            assertThat(Arrays.equals(AGAIN.get(name).apply(request).svg(request), svg))
                    .isTrue();
        }
    }

    static Stream<Arguments> pictures() {
        return FIGURES.keySet().stream()
                .flatMap(name -> Stream.of(FigureTheme.values()).map(theme -> arguments(name, theme)));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void itsPngHasTheSizeTheGroundOfTheThemeAndTheSameBytesEveryTime(String name, FigureTheme theme) throws Exception {
        FigureRequest request = request(name, 700, 330, theme);
        byte[] png = FIGURES.get(name).apply(request).png(request);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(700);
        assertThat(image.getHeight()).isEqualTo(330);
        assertThat(image.getRGB(699, 329) & 0xffffff).isEqualTo(Integer.decode(theme.ground));
        assertThat(AGAIN.get(name).apply(request).png(request)).isEqualTo(png);
    }
}
