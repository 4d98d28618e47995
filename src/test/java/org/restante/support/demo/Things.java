package org.restante.support.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** What people attach. No text in pictures: a machine with nothing but a JDK may have no fonts. */
final class Things {
    /** The same picture is asked for again and again in tests, and is slow to draw. */
    private static final Map<String, byte[]> PHOTOS = new ConcurrentHashMap<>();

    private Things() {}

    /** A view of sea, hills and a lighthouse in some light, as JPEG. */
    static byte[] photo(int seed, int width, int height) {
        return PHOTOS.computeIfAbsent(
                seed + " " + width, key -> image(view(seed, width, height), "jpg"));
    }

    static byte[] sketch(int seed, int width, int height) {
        return image(view(seed, width, height), "png");
    }

    private static BufferedImage view(int seed, int width, int height) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = random.nextFloat();
        int horizon = height * (50 + random.nextInt(15)) / 100;
        g.setPaint(
                new GradientPaint(
                        0,
                        0,
                        Color.getHSBColor(0.55f + hue * 0.1f, 0.55f, 0.75f),
                        0,
                        horizon,
                        Color.getHSBColor(0.05f + hue * 0.08f, 0.35f, 0.98f)));
        g.fillRect(0, 0, width, horizon);
        int sun = height / 8;
        g.setColor(new Color(255, 244, 214));
        g.fillOval(width * (10 + random.nextInt(70)) / 100, horizon - sun * 2, sun, sun);
        g.setPaint(
                new GradientPaint(
                        0, horizon, new Color(58, 110, 132), 0, height, new Color(22, 50, 74)));
        g.fillRect(0, horizon, width, height - horizon);
        g.setColor(new Color(255, 255, 255, 50));
        for (int i = 0; i < 60; i++) {
            int y = horizon + random.nextInt(Math.max(1, height - horizon));
            int x = random.nextInt(width);
            g.drawLine(x, y, x + width / 20, y);
        }
        Polygon hill = new Polygon();
        hill.addPoint(width, height);
        hill.addPoint(width * 35 / 100, height);
        for (int i = 35; i <= 100; i += 5) {
            hill.addPoint(
                    width * i / 100,
                    height - (i - 30) * height / 150 - random.nextInt(height / 25));
        }
        g.setColor(Color.getHSBColor(0.28f + hue * 0.05f, 0.45f, 0.38f));
        g.fillPolygon(hill);
        lighthouse(g, width * 80 / 100, height * 62 / 100, height / 2);
        g.dispose();
        return image;
    }

    private static void lighthouse(Graphics2D g, int x, int foot, int height) {
        int wide = height / 5;
        Polygon tower = new Polygon();
        tower.addPoint(x - wide / 2, foot);
        tower.addPoint(x + wide / 2, foot);
        tower.addPoint(x + wide / 3, foot - height);
        tower.addPoint(x - wide / 3, foot - height);
        g.setColor(new Color(244, 240, 230));
        g.fillPolygon(tower);
        g.setColor(new Color(186, 58, 46));
        for (int i = 1; i < 6; i += 2) {
            int y = foot - height * i / 6;
            g.setClip(tower);
            g.fillRect(x - wide, y - height / 6, wide * 2, height / 6);
        }
        g.setClip(null);
        g.setColor(new Color(250, 214, 90));
        g.fillRect(x - wide / 4, foot - height - wide / 2, wide / 2, wide / 2);
        g.setColor(new Color(60, 50, 50));
        g.setStroke(new BasicStroke(Math.max(1, wide / 16)));
        g.drawRect(x - wide / 4, foot - height - wide / 2, wide / 2, wide / 2);
    }

    /** Bars, as a report would show them. */
    static byte[] chart(int seed, int width, int height) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        int bars = 12;
        for (int i = 0; i < bars; i++) {
            int tall = height / 5 + random.nextInt(height * 3 / 5);
            g.setColor(i == bars - 1 ? new Color(186, 58, 46) : new Color(58, 110, 132));
            g.fillRect(i * width / bars + 3, height - tall - 4, width / bars - 6, tall);
        }
        g.setColor(Color.DARK_GRAY);
        g.drawLine(0, height - 4, width, height - 4);
        g.dispose();
        return image(image, "png");
    }

    /** A plain field with a wave: the head of a newsletter. */
    static byte[] banner(int seed, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = (seed * 37 % 100) / 100f;
        g.setColor(Color.getHSBColor(hue, 0.5f, 0.55f));
        g.fillRect(0, 0, width, height);
        for (int i = 0; i < 3; i++) {
            g.setColor(Color.getHSBColor(hue, 0.35f - i * 0.1f, 0.7f + i * 0.1f));
            Polygon wave = new Polygon();
            wave.addPoint(0, height);
            for (int x = 0; x <= width; x += 4) {
                double y = Math.sin(x * 0.02 + i * 1.7 + seed) * height / 10;
                wave.addPoint(x, (int) (height * (0.55 + i * 0.13) + y));
            }
            wave.addPoint(width, height);
            g.fillPolygon(wave);
        }
        g.dispose();
        return image(image, "png");
    }

    private static byte[] image(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.setUseCache(false);
            ImageIO.write(image, format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One page of A4 with a headline and lines (RFC 8118; characters of windows-1252). */
    static byte[] pdf(String title, List<String> lines) {
        StringBuilder page = new StringBuilder("BT /F1 20 Tf 60 770 Td (");
        page.append(pdfText(title)).append(") Tj /F2 11 Tf 0 -36 Td 16 TL\n");
        lines.forEach(line -> page.append('(').append(pdfText(line)).append(") Tj T*\n"));
        page.append("ET\n0.8 w 60 758 m 535 758 l S\n");
        byte[] content = page.toString().getBytes(java.nio.charset.Charset.forName("windows-1252"));
        List<byte[]> objects = new ArrayList<>();
        objects.add(ascii("<< /Type /Catalog /Pages 2 0 R >>"));
        objects.add(ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"));
        objects.add(
                ascii(
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                                + " /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>"));
        objects.add(
                joined(
                        ascii("<< /Length " + content.length + " >>\nstream\n"),
                        content,
                        ascii("endstream")));
        for (String font : List.of("Helvetica-Bold", "Helvetica")) {
            objects.add(
                    ascii(
                            "<< /Type /Font /Subtype /Type1 /BaseFont /"
                                    + font
                                    + " /Encoding /WinAnsiEncoding >>"));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("%PDF-1.4\n"));
        StringBuilder table = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            table.append("%010d 00000 n \n".formatted(out.size()));
            out.writeBytes(ascii((i + 1) + " 0 obj\n"));
            out.writeBytes(objects.get(i));
            out.writeBytes(ascii("\nendobj\n"));
        }
        int start = out.size();
        int size = objects.size() + 1;
        out.writeBytes(ascii("xref\n0 " + size + "\n" + table));
        out.writeBytes(ascii("trailer\n<< /Size " + size + " /Root 1 0 R >>\n"));
        out.writeBytes(ascii("startxref\n" + start + "\n%%EOF\n"));
        return out.toByteArray();
    }

    private static String pdfText(String text) {
        return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
    }

    static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (var file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(LocalDate.of(2026, 1, 2).atStartOfDay());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The least that a word processor opens. */
    static byte[] docx(List<String> paragraphs) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "[Content_Types].xml",
                utf8(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                        <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
                        </Types>"""));
        files.put(
                "_rels/.rels",
                utf8(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                        <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>\
                        </Relationships>"""));
        StringBuilder body = new StringBuilder();
        paragraphs.forEach(
                text ->
                        body.append("<w:p><w:r><w:t>")
                                .append(Mime.htmlText(text))
                                .append("</w:t></w:r></w:p>"));
        files.put(
                "word/document.xml",
                utf8(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">\
                        <w:body>"""
                                + body
                                + "</w:body></w:document>"));
        return zip(files);
    }

    /** Bytes that do not compress: recordings, scans. */
    static byte[] noise(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A second or so of a falling tone as WAV: a voice message. */
    static byte[] wave(int seconds) {
        int rate = 8000;
        int length = rate * seconds;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("RIFF"));
        little(out, 36 + length, 4);
        out.writeBytes(ascii("WAVEfmt "));
        little(out, 16, 4);
        little(out, 1, 2);
        little(out, 1, 2);
        little(out, rate, 4);
        little(out, rate, 4);
        little(out, 1, 2);
        little(out, 8, 2);
        out.writeBytes(ascii("data"));
        little(out, length, 4);
        for (int i = 0; i < length; i++) {
            out.write((int) (128 + 60 * Math.sin(i * (0.35 - 0.1 * i / length))));
        }
        return out.toByteArray();
    }

    private static void little(ByteArrayOutputStream out, int value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write(value >> (8 * i));
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
