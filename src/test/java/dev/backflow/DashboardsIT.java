package dev.backflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The snippets of the page about dashboards draw 101 epochs × 5 layers. {@code .ci/run} installs what they need; where
 * it is not there, tests are skipped and say so.
 */
class DashboardsIT {

    private static final Path PYTHON = Path.of("target/python/bin/python").toAbsolutePath();
    private static final Path NODE = Path.of("target/node").toAbsolutePath();
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @TempDir
    Path directory;

    private static TestService service;
    private static String run;
    private static String page;
    private static String experiment;

    /** Two cells and five seeds of what the page posts. */
    private static String experimented(String base) {
        return "{\"name\": \"activations\", \"base\": " + base
                + ", \"axes\": [{\"path\": \"/network/layers/0/activation\", \"values\": [\"tanh\", \"sigmoid\"]}],"
                + " \"seeds\": {\"first\": 1, \"count\": 5}, \"question\": {\"learned_from\": 0.9}}";
    }

    @BeforeAll
    static void trainWhatThePagePosts() throws IOException {
        service = TestService.shared(TestDatabase.POSTGRESQL);
        String text = Files.readString(Path.of("src/site/markdown/dashboards.md"));
        Matcher posted = Pattern.compile("-d '\n(.*?)'\n", Pattern.DOTALL).matcher(text);
        assertThat(posted.find()).isTrue();
        run = service.submit(posted.group(1));
        service.ended(run);
        JsonNode base = new JsonMapper().readTree(posted.group(1));
        experiment = service.post(
                        "/api/v1/experiments",
                        experimented(base.has("spec") ? base.get("spec").toString() : base.toString()))
                .json()
                .get("id")
                .asString();
        await().until(() -> service.get("/api/v1/experiments/" + experiment)
                .json()
                .at("/status/state")
                .asString()
                .equals("succeeded"));
        page = ID.matcher(text)
                .replaceAll(run)
                .replace("localhost:8080", "127.0.0.1:" + service.address("").getPort());
    }

    private static String block(String heading, String language) {
        int from = page.indexOf("\n## " + heading);
        Matcher block = Pattern.compile("```" + language + "\n(.*?)\n```", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find(from)).isTrue();
        return block.group(1);
    }

    private void assumePython(String module) throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(PYTHON)
                        && new ProcessBuilder(PYTHON.toString(), "-c", "import " + module)
                                        .start()
                                        .waitFor()
                                == 0,
                "There is no " + module + " in " + PYTHON + ": its snippet is not run");
    }

    private String python(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("snippet.py"), script);
        return said(PYTHON.toString(), file.toString());
    }

    private String said(String... command) throws IOException, InterruptedException {
        Path log = directory.resolve("said.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = process.waitFor();
        assertThat(exit).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }

    @Test
    void pandasReadsTheCsvAndDrawsIt() throws Exception {
        assumePython("pandas, plotly");
        String said = python(block("pandas", "python") + "\n" + """
                assert list(frame.columns) == ["hidden_1", "hidden_2", "hidden_3", "hidden_4", "output"], frame.columns
                assert frame.notna().all().all() and list(frame.index) == list(range(101))
                """);
        assertThat(said).contains("(101, 5)");
        assertThat(directory.resolve("gradients.html")).isNotEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights", "gradients", "activations", "signals", "heatmap"})
    void plotlyTakesEveryFigureThatIsAChart(String figure) throws Exception {
        assumePython("plotly");
        python(block("Plotly", "python").replace("/gradients.plotly", "/" + figure + ".plotly") + "\n"
                + """
                drawn = [trace for trace in figure.data if len(trace.x) == 101]
                assert len(drawn) == %d, figure.data
                """.formatted(figure.equals("heatmap") ? 1 : figure.equals("signals") ? 13 : 12));
        assertThat(directory.resolve("figure.html")).isNotEmptyFile();
    }

    /** By the schema that Altair ships, and by the compiler that vl-convert ships. */
    private String vegaLite(String specification) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("chart.vl.json"), specification);
        return python("""
                import altair, json, jsonschema, pathlib, re, vl_convert
                chart = json.load(open("chart.vl.json"))
                schema = pathlib.Path(altair.__file__).parent / "vegalite/v6/schema/vega-lite-schema.json"
                jsonschema.validate(chart, json.loads(schema.read_text()))
                svg = vl_convert.vegalite_to_svg(chart)
                lines = [d for d in re.findall(r'aria-roledescription="line mark"[^>]* d="([^"]*)"', svg)]
                print(sorted(len(re.findall("[ML]", d)) for d in lines), len(re.findall('roledescription="rect mark"', svg)))
                assert len(vl_convert.vegalite_to_png(chart)) > 5000
                """);
    }

    @Test
    void vegaLiteDrawsTheRows() throws Exception {
        assumePython("altair, jsonschema, vl_convert");
        assertThat(vegaLite(block("Vega-Lite", "json"))).contains("[101, 101, 101, 101, 101] 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights", "gradients", "activations", "signals", "heatmap"})
    void vegaLiteTakesEveryFigureThatIsAChart(String figure) throws Exception {
        assumePython("altair, jsonschema, vl_convert");
        String said = vegaLite(service.get("/api/v1/runs/" + run + "/figures/" + figure + ".vl.json")
                .body());
        assertThat(said).matches(figure.equals("heatmap") ? "\\[\\] 505\n" : "\\[(101, ){11,12}101\\] 0\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bands | [101, 101] 0",
                "bands?tensor=kernel_gradient | [101, 101, 101, 101, 101, 101, 101, 101, 101, 101] 0",
                "matrix | [] 2",
                "gain | [] 0"
            })
    void vegaLiteTakesEveryFigureOfAnExperiment(String figure, String lines) throws Exception {
        assumePython("altair, jsonschema, vl_convert");
        String address =
                "/api/v1/experiments/" + experiment + "/figures/" + figure.replaceFirst("(\\w+)", "$1.vl.json");
        assertThat(vegaLite(service.get(address).body()).strip()).isEqualTo(lines);
    }

    @ParameterizedTest
    @CsvSource({"bands, 6", "bands?tensor=kernel_gradient, 20", "matrix, 1", "gain, 3"})
    void plotlyTakesEveryFigureOfAnExperiment(String figure, int traces) throws Exception {
        assumePython("plotly");
        String address = "http://127.0.0.1:" + service.address("").getPort() + "/api/v1/experiments/" + experiment
                + "/figures/" + figure.replaceFirst("(\\w+)", "$1.plotly.json");
        python("""
                import plotly.io, urllib.request
                figure = plotly.io.from_json(urllib.request.urlopen("%s").read())
                figure.write_html("figure.html")
                assert len(figure.data) == %d, figure.data
                """.formatted(address, traces));
        assertThat(directory.resolve("figure.html")).isNotEmptyFile();
    }

    @Test
    void echartsDrawsTheColumns() throws Exception {
        assumeTrue(
                Files.isDirectory(NODE.resolve("node_modules/echarts")),
                "There is no echarts in " + NODE + ": its snippet is not run");
        Files.createSymbolicLink(directory.resolve("node_modules"), NODE.resolve("node_modules"));
        Path script = Files.writeString(directory.resolve("snippet.mjs"), """
                import { createRequire } from "node:module";
                const real = createRequire(import.meta.url)("echarts");
                const document = { getElementById: () => null };
                const echarts = {
                    init: () => real.init(null, null, { renderer: "svg", ssr: true, width: 800, height: 400 }),
                };
                """ + block("ECharts", "js") + """

                const paths = chart.renderToSVGString().match(/<path d="[^"]*"/g);
                console.log(paths.filter((path) => path.match(/[ML]/g)?.length === 101).length);
                process.exit(); // timers of ECharts go on
                """);
        assertThat(said("node", script.toString()).strip()).isEqualTo("5");
    }

    @Test
    void grafanasQueryGivesARowForEachEpoch() {
        List<Map<String, Object>> rows =
                new JdbcTemplate(service.part(DataSource.class)).queryForList(block("Grafana", "sql"));
        assertThat(rows).hasSize(101);
        assertThat(rows.get(0).keySet())
                .containsExactly("epoch", "hidden_1", "hidden_2", "hidden_3", "hidden_4", "output");
        assertThat(rows).allSatisfy(row -> assertThat(row.values()).doesNotContainNull());
    }
}
