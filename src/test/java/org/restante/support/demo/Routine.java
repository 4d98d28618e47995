package org.restante.support.demo;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What machines write, month after month: bills, parcels, backups, newsletters, invitations. */
final class Routine {
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    private final ZonedDateTime now;
    private final Random random = new Random(1874);
    private final List<Letter> letters = new ArrayList<>();

    private Routine(ZonedDateTime now) {
        this.now = now;
    }

    static List<Letter> letters(ZonedDateTime now) {
        Routine routine = new Routine(now);
        routine.bills();
        routine.parcels();
        routine.backups();
        routine.newsletters();
        routine.invitations();
        routine.visitors();
        routine.tides();
        return routine.letters;
    }

    private void bills() {
        for (int month = 0; month < 14; month++) {
            ZonedDateTime power = day(6 + month * 30, 7, 12);
            bill("brisa", "Electricity", power, 38 + random.nextInt(40), month);
            if (month < 12) {
                ZonedDateTime phone = day(14 + month * 30, 5, 40);
                bill("sota", "Fibre and mobile", phone, 42, month);
            }
        }
    }

    private void bill(String from, String what, ZonedDateTime date, int euros, int month) {
        Person sender = Person.of(from);
        String period = MONTH.format(date.minusMonths(1));
        String number = "%s-%d".formatted(from.toUpperCase(Locale.ROOT), 40_000 - month * 317);
        String amount = "%d.%02d EUR".formatted(euros, random.nextInt(100));
        String text =
                """
                Dear Ines Carvalho,

                your invoice %s for %s is ready. The amount of **%s** will be debited on %s.

                * %s, %s: %s
                * Customer number: 7 204 118

                You find the invoice attached. [See it online](https://%s/invoices/%s)

                %s, Rua do Farol 12, 2750-001 Cabo Novo
                """
                        .formatted(
                                number,
                                period,
                                amount,
                                date.plusDays(10).toLocalDate(),
                                what,
                                period,
                                amount,
                                sender.address().replaceFirst(".*@", "www."),
                                number,
                                sender.name());
        Mime.Part body =
                Mime.multipart(
                        "mixed",
                        alternative(text, Script.html(text)),
                        Mime.attachment(
                                "application/pdf",
                                "Invoice " + number + ".pdf",
                                Things.pdf(
                                        sender.name() + " · invoice " + number,
                                        text.replace("*", "").lines().toList())));
        boolean recent = month < 2;
        String folder =
                recent
                        ? "INBOX"
                        : from.equals("sota")
                                ? "Rechnungen & Belege"
                                : date.getYear() == now.getYear()
                                        ? "Receipts " + now.getYear()
                                        : "Archive";
        add(folder, sender, date, "Your invoice for " + period, body, recent && month == 0);
    }

    private void parcels() {
        String[] goods = {
            "brass screws, 200 pieces",
            "lamp oil (6 bottles)",
            "a roll of tracing paper",
            "the red paint samples",
            "two pairs of sea boots",
            "a used theodolite",
            "the storm glass",
            "ink cartridges",
            "wool for Rosa",
            "a very small anchor",
            "eight brass vents",
            "linen for the curtains",
            "a clock key",
            "postcards, 500"
        };
        for (int i = 0; i < goods.length; i++) {
            ZonedDateTime sent = i < 2 ? now.minusHours(7 + i * 20) : day(2 + i * 5, 16, 20);
            parcel(goods[i], sent, "is on its way", i == 0, i);
            if (i > 0) {
                ZonedDateTime here = i < 2 ? now.minusHours(4) : sent.plusDays(2).withHour(11);
                parcel(goods[i], here, "has arrived", i == 1, i);
            }
        }
    }

    private void parcel(String goods, ZonedDateTime date, String state, boolean unread, int n) {
        String code = "PP%06dPT".formatted(731_204 + n * 9_973);
        String text =
                """
                Hello Ines,

                your parcel **%s** (%s) %s.

                [Follow it here](https://track.pelicanparcels.example/%s)

                Pelican Parcels: a big beak for small things.
                """
                        .formatted(code, goods, state, code);
        String html =
                card(
                        "#1d5c74",
                        "<h1 style=\"font-size:20px;margin:0 0 12px\">Your parcel "
                                + state
                                + "</h1>"
                                + Script.html(text).replaceAll("(?s).*<body[^>]*>|</body>.*", ""),
                        "https://img.pelicanparcels.example/beak.png");
        String folder = n < 7 ? "INBOX" : "Archive";
        add(
                folder,
                Person.of("parcel"),
                date,
                "Your parcel " + state + ": " + goods,
                alternative(text, html),
                unread);
    }

    private void backups() {
        for (int i = 0; i < 34; i++) {
            ZonedDateTime date = day(1 + i * 3, 3, 30);
            boolean failed = i == 4 || i == 17;
            int files = 18_000 - i * 41;
            String text =
                    """
                    Backup of studio-nas, job nightly

                    files checked  %7d
                    files copied   %7d
                    bytes copied   %7d MB
                    duration        00:%02d:%02d

                    %s
                    """
                            .formatted(
                                    files,
                                    120 + random.nextInt(900),
                                    80 + random.nextInt(4000),
                                    8 + random.nextInt(40),
                                    random.nextInt(60),
                                    failed
                                            ? "FAILED: disk 2 did not answer within 30 s. Nothing"
                                                    + " was deleted."
                                            : "All is well.");
            String subject = "[studio-nas] nightly backup: " + (failed ? "FAILED" : "ok");
            add(
                    i < 13 ? "INBOX" : "Archive",
                    Person.of("nas"),
                    date,
                    subject,
                    Mime.text("plain", text, "US-ASCII", "7bit"),
                    i < 2 || failed && i < 13);
        }
    }

    private void newsletters() {
        int paper = 0;
        for (String block : Script.read("newsletters.txt").split("(?m)^=== ")) {
            if (block.isBlank()) {
                continue;
            }
            String[] issues = block.split("(?m)^--- ");
            String[] head = issues[0].strip().split("\\s*\\|\\s*");
            for (int i = 1; i < issues.length; i++) {
                int ago = Integer.parseInt(head[4]) * (i - 1) + 1 + paper * 2;
                newsletter(head, issues[i], day(ago, 6 + paper, 5), i, paper);
            }
            paper++;
        }
    }

    private void newsletter(
            String[] head, String issue, ZonedDateTime date, int number, int paper) {
        String title = issue.lines().findFirst().orElseThrow();
        String text = issue.substring(title.length()).strip();
        String domain = head[1].replaceFirst(".*@", "");
        Person sender =
                new Person(
                        head[1],
                        head[0],
                        head[1],
                        Person.of("ines").zone(),
                        "UTF-8",
                        "html",
                        "Paperboy 3");
        StringBuilder articles = new StringBuilder();
        int n = 0;
        for (String paragraph : Mime.paragraphs(text).toList()) {
            String[] pair = paragraph.split(" :: ", 2);
            if (pair.length == 1) {
                articles.append("<p style=\"font-size:16px;line-height:1.5\">")
                        .append(Mime.htmlText(paragraph))
                        .append("</p>");
                continue;
            }
            articles.append(
                    """
                    <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0">
                    <tr><td width="130" valign="top" style="padding:12px 16px 12px 0"><img src="https://img.%s/%d/%d.jpg" width="120" height="90" alt="" style="border-radius:4px;display:block"></td>
                    <td valign="top" style="padding:12px 0"><h2 style="font-size:17px;margin:0 0 6px;color:%s">%s</h2>
                    <p style="margin:0;line-height:1.5">%s <a href="https://%s/read/%d-%d" style="color:%s">Read&nbsp;on&nbsp;&rarr;</a></p></td></tr>
                    </table>
                    """
                            .formatted(
                                    domain,
                                    number,
                                    ++n,
                                    head[2],
                                    Mime.htmlText(pair[0]),
                                    Mime.htmlText(pair[1]),
                                    domain,
                                    number,
                                    n,
                                    head[2]));
        }
        boolean inlined = paper % 2 == 0;
        String banner = "banner@" + domain;
        String html =
                card(
                        head[2],
                        "<h1 style=\"font-size:26px;margin:0 0 8px\">"
                                + Mime.htmlText(title)
                                + "</h1>"
                                + articles
                                + "<p style=\"font-size:12px;color:#777\">You get this because you"
                                + " asked for it. <a href=\"https://"
                                + domain
                                + "/leave\">Leave the list</a> · <a href=\"https://"
                                + domain
                                + "/browser/"
                                + number
                                + "\">Read in the browser</a></p><img src=\"https://open."
                                + domain
                                + "/p/"
                                + number
                                + ".gif\" width=\"1\" height=\"1\" alt=\"\">",
                        inlined ? "cid:" + banner : "https://img." + domain + "/head.png");
        Mime.Part shown = Mime.text("html", html, "UTF-8", "qp");
        Mime.Part rich =
                inlined
                        ? Mime.multipart(
                                "related",
                                ";\r\n type=\"text/html\"",
                                shown,
                                Mime.inline(
                                        "image/png",
                                        "banner.png",
                                        banner,
                                        Things.banner(paper * 10 + number, 600, 140)))
                        : shown;
        Mime.Part body =
                Mime.multipart(
                        "alternative",
                        Mime.text("plain", text.replace(" :: ", "\n") + "\n", "UTF-8", "qp"),
                        rich);
        Post post =
                new Post(sender, date, title + number)
                        .to(List.of(Person.of("ines")))
                        .subject(title)
                        .header("List-Id: " + head[0] + " <news." + domain + ">")
                        .header(
                                "List-Unsubscribe: <https://%s/leave?r=ines>,\r\n <mailto:leave@%s>"
                                        .formatted(domain, domain))
                        .header("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        String folder = number <= 4 ? "INBOX" : head[3];
        List<String> flags = number == 1 && paper < 3 ? List.of() : Letter.READ;
        letters.add(Letter.of(folder, post.with(body), flags, date));
    }

    private void invitations() {
        invite("priya", "Lantern room walk-through", 2, 3, 10, 90, "Cape Morrow, east gate", true);
        invite(
                "caro",
                "Harbour Trust: quarterly review",
                5,
                9,
                14,
                60,
                "Room 3, Trust House",
                false);
        invite("tomas", "Studio lunch", 1, 1, 12, 60, "the usual place", true);
        invite("lucas", "Avó Rosa turns 90!", 12, 40, 16, 300, "Aldeia, under the fig tree", false);
        invite("odile", "Visite du phare avec la mairie", 20, -13, 9, 120, "Cap Morrow", false);
        invite("clinic", "Your appointment with Dr. Sá", 8, 20, 8, 30, "Rua Direita 4", false);
    }

    private void invite(
            String from,
            String what,
            int ago,
            int ahead,
            int hour,
            int minutes,
            String where,
            boolean unread) {
        Person sender = Person.of(from);
        ZonedDateTime start =
                now.plusDays(ahead).withHour(hour).withMinute(0).withSecond(0).withNano(0);
        String utc = STAMP.format(start.withZoneSameInstant(java.time.ZoneOffset.UTC));
        String end =
                STAMP.format(
                        start.plusMinutes(minutes).withZoneSameInstant(java.time.ZoneOffset.UTC));
        ZonedDateTime date = day(ago, 15, 25);
        String calendar =
                """
                BEGIN:VCALENDAR
                PRODID:-//Marlin//Calendar 8//EN
                VERSION:2.0
                METHOD:REQUEST
                BEGIN:VEVENT
                UID:%08x@%s
                SEQUENCE:0
                DTSTAMP:%s
                DTSTART:%s
                DTEND:%s
                SUMMARY:%s
                LOCATION:%s
                ORGANIZER;CN="%s":mailto:%s
                ATTENDEE;CN=Ines Carvalho;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:
                 mailto:ines@posthaste.example
                STATUS:CONFIRMED
                BEGIN:VALARM
                ACTION:DISPLAY
                DESCRIPTION:Reminder
                TRIGGER:-PT30M
                END:VALARM
                END:VEVENT
                END:VCALENDAR
                """
                        .formatted(
                                what.hashCode(),
                                sender.address().replaceFirst(".*@", ""),
                                STAMP.format(date.withZoneSameInstant(java.time.ZoneOffset.UTC)),
                                utc,
                                end,
                                what.replace(",", "\\,"),
                                where.replace(",", "\\,"),
                                sender.name(),
                                sender.address());
        String text =
                "You are invited to **%s**.\n\n* When: %s (%d minutes)\n* Where: %s\n"
                        .formatted(
                                what,
                                start.format(
                                        DateTimeFormatter.ofPattern(
                                                "EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH)),
                                minutes,
                                where);
        Mime.Part body =
                Mime.multipart(
                        "mixed",
                        Mime.multipart(
                                "alternative",
                                Mime.text("plain", Mime.plain(text), "UTF-8", "qp"),
                                Mime.text("html", Script.html(text), "UTF-8", "qp"),
                                Mime.text(
                                        "calendar", calendar, "UTF-8", "8bit", "; method=REQUEST")),
                        Mime.attachment(
                                "application/ics", "invite.ics", Things.utf8(Mime.crlf(calendar))));
        add("INBOX", sender, date, "Invitation: " + what, body, unread);
    }

    private void visitors() {
        Person form =
                new Person(
                        "form",
                        "Kiln & Harbour web site",
                        "website@kilnharbour.example",
                        Person.of("ines").zone(),
                        "UTF-8",
                        "8bit",
                        "contact form");
        List<String> lines = Script.read("visitors.txt").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String[] visitor = lines.get(i).split("\\|");
            ZonedDateTime date = day(1 + i * i / 7, 9 + i % 11, i * 7 % 60);
            String text =
                    "Name: %s\nMail: %s\n\n%s\n".formatted(visitor[0], visitor[1], visitor[2]);
            Post post =
                    new Post(form, date, visitor[1])
                            .to(List.of(Person.of("ines")))
                            .subject("Question from the web site: " + visitor[0])
                            .header("Reply-To: " + visitor[1]);
            letters.add(
                    Letter.of(
                            "INBOX",
                            post.with(Mime.text("plain", Mime.wrapped(text), "UTF-8", "8bit")),
                            i % 6 == 1 ? List.of() : Letter.READ,
                            date));
        }
    }

    private void tides() {
        Person gauge =
                new Person(
                        "tides",
                        "Tide Tables",
                        "alerts@tidetables.example",
                        Person.of("femi").zone(),
                        "UTF-8",
                        "8bit",
                        "tide-alert 7.0.1");
        for (int i = 0; i < 14; i++) {
            ZonedDateTime date = day(3 + i * 14, 17, 0);
            int height = 380 + random.nextInt(60);
            String text =
                    """
                    Spring tide at Cape Morrow

                    tomorrow  04:%02d   high water  %d cm
                    tomorrow  10:%02d   low water    %d cm
                    tomorrow  16:%02d   high water  %d cm

                    The slipway is under water for about an hour around each high water.
                    """
                            .formatted(
                                    random.nextInt(60),
                                    height,
                                    random.nextInt(60),
                                    30 + random.nextInt(20),
                                    random.nextInt(60),
                                    height - 7);
            add(
                    i < 6 ? "INBOX" : "Archive",
                    gauge,
                    date,
                    "Spring tide tomorrow: " + height + " cm",
                    Mime.text("plain", text, "UTF-8", "8bit"),
                    i == 0);
        }
    }

    private static Mime.Part alternative(String text, String html) {
        return Mime.multipart(
                "alternative",
                Mime.text("plain", Mime.plain(text), "UTF-8", "qp"),
                Mime.text("html", html, "UTF-8", "qp"));
    }

    private static String card(String colour, String inner, String image) {
        return """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <style>body{margin:0} a{text-decoration:underline} @media (max-width:600px){.card{width:100%% !important}}</style></head>
        <body bgcolor="#eeeae2"><table role="presentation" width="100%%" bgcolor="#eeeae2" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px">
        <table class="card" role="presentation" width="600" cellpadding="0" cellspacing="0" style="background:#ffffff;border-top:6px solid %s;font-family:Helvetica,Arial,sans-serif;color:#222222">
        <tr><td><img src="%s" width="600" alt="" style="display:block;width:100%%"></td></tr>
        <tr><td style="padding:24px 32px">%s</td></tr>
        </table></td></tr></table></body></html>
        """
                .formatted(colour, image, inner);
    }

    private void add(
            String folder,
            Person from,
            ZonedDateTime date,
            String subject,
            Mime.Part body,
            boolean unread) {
        Post post =
                new Post(from, date, subject + date.toLocalDate().toEpochDay() % 997)
                        .to(List.of(Person.of("ines")))
                        .subject(subject);
        letters.add(Letter.of(folder, post.with(body), unread ? List.of() : Letter.READ, date));
    }

    private ZonedDateTime day(int ago, int hour, int minute) {
        return now.minusDays(ago)
                .withHour(hour)
                .withMinute(minute)
                .withSecond(random.nextInt(60))
                .withNano(0);
    }
}
