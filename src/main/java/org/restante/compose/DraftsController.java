package org.restante.compose;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.restante.account.Account;
import org.restante.compose.Drafts.Stored;
import org.restante.compose.Drafts.Writing;
import org.restante.compose.Outcome.Refused;
import org.restante.compose.Outcome.Saved;
import org.restante.compose.Outcome.Sent;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.Uid;
import org.restante.mailbox.MailSession;
import org.restante.settings.Viewer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where composers send their forms: a page in return, or JSON for a page that goes on. */
@Controller
class DraftsController {

    private static final Logger log = LoggerFactory.getLogger(DraftsController.class);
    private static final String PATH = "/drafts/{id}";

    private final Acts acts;
    private final Composers composers;
    private final ComposerPages pages;
    private final Forms forms;
    private final Drafts drafts;
    private final MessageSource words;

    DraftsController(
            Acts acts,
            Composers composers,
            ComposerPages pages,
            Forms forms,
            Drafts drafts,
            MessageSource words) {
        this.acts = acts;
        this.composers = composers;
        this.pages = pages;
        this.forms = forms;
        this.drafts = drafts;
        this.words = words;
    }

    @PostMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> write(
            @PathVariable UUID id,
            Posted posted,
            MailSession session,
            Account account,
            Credential credential,
            Viewer viewer) {
        try {
            Author author = new Author(session, account, credential, viewer);
            Outcome outcome = acts.perform(id, posted, author);
            return ResponseEntity.status(outcome instanceof Refused ? 422 : 200).body(outcome);
        } catch (DraftConflict e) {
            return ResponseEntity.status(HttpStatus.CONFLICT).body(acts.conflict(e, viewer));
        }
    }

    /** For a page that has heard of a change among the drafts: nothing, or what became of it. */
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> check(
            @PathVariable UUID id,
            @RequestParam UUID writer,
            @RequestParam long number,
            @RequestParam String uidValidity,
            @RequestParam String uid,
            MailSession session,
            Viewer viewer) {
        try {
            drafts.check(session, id, new Writing(writer, number, Copy.of(uidValidity, uid)));
            return ResponseEntity.noContent().build();
        } catch (DraftConflict e) {
            return ResponseEntity.ok(acts.conflict(e, viewer));
        }
    }

    @PostMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
    Object page(
            @PathVariable UUID id,
            Posted posted,
            MailSession session,
            Account account,
            Credential credential,
            Viewer viewer) {
        Author author = new Author(session, account, credential, viewer);
        try {
            return switch (acts.perform(id, posted, author)) {
                case Saved saved -> see("/compose?draft=" + saved.uid() + "&saved");
                case Sent sent -> see(sent.next());
                case Refused refused -> refused(refused, id, posted, author);
            };
        } catch (DraftConflict e) {
            // what stands on the page becomes a draft of its own when it is saved again
            Posted own = posted.without("uid", "uidValidity");
            List<String> troubles = acts.conflict(e, viewer).troubles();
            return page(composer(UUID.randomUUID(), own, author).with(troubles, false), author);
        } catch (MailException e) {
            log.info("A draft was not saved: {}", e.getMessage());
            List<String> troubles =
                    List.of(
                            word("problem." + e.problem() + ".title", viewer),
                            word("compose.kept", viewer));
            return page(composer(id, posted, author).with(troubles, false), author);
        }
    }

    /** It may have been saved with all its files, and only not sent. */
    private ModelAndView refused(Refused refused, UUID id, Posted posted, Author author) {
        Saved saved = refused.saved();
        Composer composer =
                saved == null
                        ? composer(id, posted, author)
                        : composers.of(stored(saved, author), author.account(), author.viewer());
        return page(composer.with(refused.troubles(), refused.sure()), author);
    }

    private Stored stored(Saved saved, Author author) {
        return drafts.open(author.session(), new Uid(Long.parseLong(saved.uid())));
    }

    private ModelAndView page(Composer composer, Author author) {
        ModelAndView page = pages.of(composer, author.account(), author.credential());
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private Composer composer(UUID id, Posted posted, Author author) {
        List<Draft.File> files;
        try {
            files = forms.kept(author.session(), posted);
        } catch (MailException e) {
            files = List.of();
        }
        return composers.posted(posted, author.account(), id, author.viewer(), files);
    }

    private String word(String key, Viewer viewer) {
        return words.getMessage(key, null, viewer.locale());
    }

    private static ResponseEntity<Void> see(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
    }
}
