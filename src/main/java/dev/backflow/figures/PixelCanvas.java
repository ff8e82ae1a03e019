package dev.backflow.figures;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture as pixels. Letters are filled outlines: the font system of the JDK needs libraries that slim images do not
 * have, and draws differently from machine to machine.
 */
final class PixelCanvas implements Canvas {

    private final BufferedImage image;
    private final Graphics2D graphics;

    PixelCanvas(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    byte[] png() {
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    @Override
    public void draw(Shape shape, Style style) {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING,
                style.crisp() ? RenderingHints.VALUE_ANTIALIAS_OFF : RenderingHints.VALUE_ANTIALIAS_ON);
        if (style.stroke() != null) {
            float[] dashes = style.dash() == 0 ? null : new float[] {(float) style.dash()};
            graphics.setColor(Color.decode(style.stroke()));
            graphics.setStroke(new BasicStroke(
                    (float) style.width(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, dashes, 0));
            graphics.draw(shape);
        }
        if (style.fill() != null) {
            graphics.setColor(Color.decode(style.fill()));
            graphics.setComposite(AlphaComposite.SrcOver.derive((float) style.opacity()));
            graphics.fill(shape);
            graphics.setComposite(AlphaComposite.SrcOver);
        }
    }

    @Override
    public void write(Text text) {
        AffineTransform place = AffineTransform.getTranslateInstance(text.x(), text.y());
        if (text.upwards()) {
            place.quadrantRotate(-1);
        }
        double width = Typeface.width(text.words(), text.size());
        place.translate(text.anchor() == Anchor.START ? 0 : text.anchor() == Anchor.END ? -width : -width / 2, 0);
        draw(Typeface.outline(text.words(), text.size(), place), Style.filled(text.color()));
    }

    @Override
    public void group(String name, Runnable drawing) {
        drawing.run();
    }
}
