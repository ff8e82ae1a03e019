package dev.backflow.figures;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.commons.geometry.DoubleVector;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * A figure as lets-plot draws it, made plain: ids that are numbered and not random, so that equal data give equal bytes, and
 * style sheets written out as attributes.
 */
final class FigureSvg {

    private static final Pattern ID = Pattern.compile("id=\"(\\w+)\"");
    private static final Pattern RULE = Pattern.compile("#(\\w+) \\.([\\w-]+) \\{([^}]*)}");
    private static final Pattern DECLARATION = Pattern.compile("(fill|font-size|font-weight): ([^;]+);");

    private final Document document;

    FigureSvg(Map<String, Object> plot, int width, int height, String ground) {
        String drawn = PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
                plot, new DoubleVector(width, height), new UnsupportedRGBEncoder(), false);
        try {
            document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(numbered(drawn).getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new IllegalStateException("lets-plot drew what is not XML", e);
        }
        Element root = document.getDocumentElement();
        if (root.getTagName().equals("svg")) {
            writeOutStyles(root);
            paintGround(root, width, height, ground);
            root.setAttribute("font-family", "Liberation Sans, Arial, Helvetica, sans-serif");
            root.setAttribute("viewBox", "0 0 " + width + " " + height);
        }
    }

    private static String numbered(String svg) {
        String numbered = svg;
        Matcher ids = ID.matcher(svg);
        for (int i = 1; ids.find(); i++) {
            numbered = numbered.replace(ids.group(1), "i" + i);
        }
        return numbered;
    }

    /** By id and class. */
    private void writeOutStyles(Element root) {
        Map<String, String> rules = new HashMap<>();
        for (Element style : elements("style")) {
            Matcher rule = RULE.matcher(style.getTextContent());
            while (rule.find()) {
                rules.put(rule.group(1) + " " + rule.group(2), rule.group(3));
            }
            style.getParentNode().removeChild(style);
        }
        for (Element text : elements("text")) {
            text.setTextContent(text.getTextContent().strip());
            String declarations = declarations(rules, text);
            Matcher declaration = DECLARATION.matcher(declarations == null ? "" : declarations);
            while (declaration.find()) {
                if (!text.hasAttribute(declaration.group(1))) {
                    text.setAttribute(declaration.group(1), declaration.group(2));
                }
            }
        }
        for (Element cell : elements("rect")) {
            if (cell.getAttribute("stroke-width").equals("0.0")) { // no seams between the cells of a heat map
                cell.setAttribute("stroke", cell.getAttribute("fill"));
                cell.setAttribute("stroke-width", "0.8");
                cell.setAttribute("shape-rendering", "crispEdges");
            }
        }
    }

    /** Behind and between the panels. */
    private void paintGround(Element root, int width, int height, String ground) {
        for (Element drawn : elements("rect")) {
            if (drawn.getAttribute("width").equals(width + ".0")
                    && drawn.getAttribute("height").equals(height + ".0")) {
                drawn.getParentNode().removeChild(drawn);
            }
        }
        Element rectangle = document.createElement("rect");
        rectangle.setAttribute("width", String.valueOf(width));
        rectangle.setAttribute("height", String.valueOf(height));
        rectangle.setAttribute("fill", ground);
        root.insertBefore(rectangle, root.getFirstChild());
    }

    private static String declarations(Map<String, String> rules, Element text) {
        for (Node node = text; node instanceof Element element; node = node.getParentNode()) {
            String found = rules.get(element.getAttribute("id") + " " + text.getAttribute("class"));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private List<Element> elements(String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** The same with outlines in place of texts, so that no font is needed to show it. */
    FigureSvg outlined() {
        for (Element text : elements("text")) {
            text.getParentNode().replaceChild(TextOutlines.of(text), text);
        }
        return this;
    }

    @Override
    public String toString() {
        try {
            var transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter out = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(out));
            return out.toString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
