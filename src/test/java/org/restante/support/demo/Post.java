package org.restante.support.demo;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One message on its way: the header fields around a body. */
final class Post {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);

    final Person from;
    final ZonedDateTime date;
    final String id;
    private List<Person> to = List.of();
    private List<Person> cc = List.of();
    private String subject;
    private String charset;
    private String encoding;
    private List<String> references = List.of();
    private final List<String> extra = new ArrayList<>();

    Post(Person from, ZonedDateTime date, String id) {
        this.from = from;
        this.date = date;
        this.charset = from.charset();
        this.id =
                "<%08x.%s@%s>"
                        .formatted(
                                (id + from.key()).hashCode(),
                                Integer.toString(Math.abs(id.hashCode()), 36),
                                from.address().replaceFirst(".*@", ""));
        this.encoding =
                from.charset().startsWith("ISO-8859-1") || from.charset().startsWith("windows")
                        ? "Q"
                        : "B";
    }

    Post to(List<Person> people) {
        to = people;
        return this;
    }

    Post cc(List<Person> people) {
        cc = people;
        return this;
    }

    /** Without a call there is no Subject field at all. */
    Post subject(String text) {
        subject = text;
        return this;
    }

    Post charset(String name, String encoding) {
        this.charset = name;
        this.encoding = encoding;
        return this;
    }

    Post references(List<String> ids) {
        references = List.copyOf(ids);
        return this;
    }

    Post header(String line) {
        extra.add(line);
        return this;
    }

    byte[] with(Mime.Part body) {
        List<String> headers = new ArrayList<>();
        String day = DATE.format(date.withZoneSameInstant(from.zone()));
        boolean own = from.key().equals("ines") && from.program().equals("Restante");
        if (!own) {
            trace(headers);
        }
        headers.add("Date: " + day);
        headers.add("From: " + Mime.mailbox(from, encoding));
        if (!to.isEmpty()) {
            headers.add("To: " + Mime.mailboxes(to, encoding));
        }
        if (!cc.isEmpty()) {
            headers.add("Cc: " + Mime.mailboxes(cc, encoding));
        }
        if (subject != null) {
            headers.add(Mime.header("Subject", subject, charset, encoding));
        }
        headers.add("Message-ID: " + id);
        if (!references.isEmpty()) {
            headers.add("In-Reply-To: " + references.getLast());
            headers.add("References: " + String.join("\r\n ", references));
        }
        headers.add("User-Agent: " + from.program());
        headers.addAll(extra);
        headers.add("MIME-Version: 1.0");
        headers.addAll(body.headers());
        return new Mime.Part(headers, body.body()).bytes();
    }

    private void trace(List<String> headers) {
        String domain = from.address().replaceFirst(".*@", "");
        int host = 1 + Math.floorMod(domain.hashCode(), 250);
        String stamp =
                DATE.format(
                        date.plus(Duration.ofSeconds(4))
                                .withZoneSameInstant(Person.of("ines").zone()));
        headers.add("Return-Path: <" + from.address() + ">");
        headers.add(
                "Received: from out.%s (out.%s [203.0.113.%d])\r\n".formatted(domain, domain, host)
                        + "\tby mx.posthaste.example with ESMTPS id %08X;\r\n\t"
                                .formatted(id.hashCode())
                        + stamp);
    }
}
