package org.restante.compose.identity;

import java.net.URI;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.restante.compose.template.Templates;
import org.restante.settings.ReceiptPreferences;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The page of everything that a user has settled about writing. */
@Controller
class WritingController {

    static final String PATH = "/settings/writing";
    private static final String PAGE = "compose/writing";

    private final Identities identities;
    private final Holds holds;
    private final Templates templates;
    private final ReceiptPreferences receipts;

    WritingController(
            Identities identities, Holds holds, Templates templates, ReceiptPreferences receipts) {
        this.receipts = receipts;
        this.identities = identities;
        this.holds = holds;
        this.templates = templates;
    }

    @GetMapping(PATH)
    String show(
            Principal user, Model model, @RequestParam(required = false) @Nullable String saved) {
        model.addAttribute("identities", identities.of(user.getName()));
        model.addAttribute("templates", templates.of(user.getName()));
        model.addAttribute("holds", Holds.CHOICES);
        model.addAttribute(
                "hold", holds.of(user.getName()).map(hold -> hold.toSeconds()).orElse(10L));
        model.addAttribute("asks", receipts.asks(user.getName()));
        model.addAttribute("saved", saved != null);
        return PAGE;
    }

    @PostMapping(PATH)
    ResponseEntity<Void> save(
            @RequestParam int hold,
            @RequestParam(defaultValue = "ask") String receipt,
            Principal user) {
        if (!Holds.CHOICES.contains(hold)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "no such time");
        }
        holds.save(user.getName(), hold);
        receipts.save(user.getName(), !receipt.equals("never"));
        return saved();
    }

    /** Back to the page, which says so. */
    static ResponseEntity<Void> saved() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(PATH + "?saved"))
                .build();
    }
}
