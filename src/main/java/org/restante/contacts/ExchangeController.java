package org.restante.contacts;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Contacts come in from files and go out into them. */
@Controller
class ExchangeController {

    private static final String PAGE = "contacts/exchange";

    private final Exchange exchange;
    private final Book book;
    private final ContactPages pages;

    ExchangeController(Exchange exchange, Book book, ContactPages pages) {
        this.exchange = exchange;
        this.book = book;
        this.pages = pages;
    }

    @GetMapping("/contacts/exchange")
    ModelAndView show(Principal user) {
        return page(Contacts.owner(user.getName()));
    }

    @PostMapping("/contacts/exchange")
    ModelAndView take(@RequestParam(required = false) @Nullable MultipartFile file, Principal user)
            throws IOException {
        String owner = Contacts.owner(user.getName());
        if (file == null || file.isEmpty()) {
            return refused(owner, "contact.fault.file");
        }
        if (file.getSize() > Exchange.LARGEST) {
            return refused(owner, "contact.fault.large");
        }
        Exchange.Report report = exchange.take(owner, Exchange.read(file.getBytes()));
        return page(owner).addObject("report", report);
    }

    private ModelAndView refused(String owner, String fault) {
        return ContactPages.refused(page(owner).addObject("mistakes", Map.of("file", fault)));
    }

    private ModelAndView page(String owner) {
        return pages.of(owner, PAGE)
                .addObject("megabytes", Exchange.LARGEST / 1024 / 1024)
                .addObject("entries", Reading.MOST);
    }

    /** As one file, which browsers save and never show. */
    @GetMapping("/contacts/export/{format:vcard3|vcard4|csv}")
    void give(@PathVariable String format, Principal user, HttpServletResponse response)
            throws IOException {
        String owner = Contacts.owner(user.getName());
        Exchange.Format wanted = format(format);
        List<Contact> contacts = book.all(owner);
        response.setContentType(wanted.type() + ";charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(wanted.fileName()).build().toString());
        Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        exchange.give(owner, contacts, wanted, out);
        out.flush();
    }

    private static Exchange.Format format(String name) {
        return switch (name) {
            case "vcard3" -> Exchange.Format.VCARD3;
            case "vcard4" -> Exchange.Format.VCARD4;
            default -> Exchange.Format.CSV;
        };
    }
}
