package org.restante.folders;

import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mailbox.MailSession;
import org.restante.settings.Viewer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** The pages on which folders are made, renamed, moved and removed. */
@Controller
class FoldersController {

    private static final String LIST = "folders/page";
    private static final String EDIT = "folders/edit";
    private static final String DELETION = "folders/deletion";
    private static final String STORAGE = "folders/storage";

    private final Folders folders;

    FoldersController(Folders folders) {
        this.folders = folders;
    }

    @GetMapping("/folders")
    ModelAndView show(
            @RequestParam(required = false) @Nullable String done,
            @RequestParam(required = false) @Nullable String folder,
            @RequestParam(required = false) @Nullable String from,
            MailSession session,
            Viewer viewer) {
        Folders.Overview overview = folders.overview(session, viewer.locale());
        return list(overview, Told.of(done, folder, from, overview.tree()));
    }

    private static ModelAndView list(Folders.Overview overview, @Nullable Told told) {
        return new ModelAndView(LIST).addObject("overview", overview).addObject("told", told);
    }

    @GetMapping("/storage")
    String storage(MailSession session, Viewer viewer, Model model) {
        model.addAttribute("overview", folders.overview(session, viewer.locale()));
        return STORAGE;
    }

    @GetMapping("/folders/new")
    ModelAndView make(
            @RequestParam(required = false) @Nullable String parent, MailSession session) {
        return form(session, new FolderForm("", parent), null, null);
    }

    @PostMapping("/folders")
    Object create(FolderForm form, MailSession session) {
        try {
            return done("created", folders.create(session, form), null);
        } catch (NameRefused e) {
            return form(session, form, null, e);
        }
    }

    @GetMapping("/folders/{folder}/name")
    Object edit(@PathVariable String folder, MailSession session, Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        return unlessGone(name, session, viewer, () -> form(session, null, name, null));
    }

    @PostMapping("/folders/{folder}/name")
    Object change(
            @PathVariable String folder, FolderForm form, MailSession session, Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        try {
            return unlessGone(
                    name,
                    session,
                    viewer,
                    () -> done("changed", folders.change(session, name, form), name));
        } catch (NameRefused e) {
            return form(session, form, name, e);
        }
    }

    @GetMapping("/folders/{folder}/deletion")
    Object confirm(@PathVariable String folder, MailSession session, Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        return unlessGone(
                name,
                session,
                viewer,
                () -> question(folders.contents(session, name, viewer.locale())));
    }

    @PostMapping("/folders/{folder}/deletion")
    Object delete(
            @PathVariable String folder,
            @RequestParam(defaultValue = "0") long messages,
            MailSession session,
            Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        return unlessGone(
                name,
                session,
                viewer,
                () ->
                        folders.delete(session, name, messages, viewer.locale())
                                .<Object>map(FoldersController::question)
                                .orElseGet(() -> done("deleted", name, null)));
    }

    private static ModelAndView question(Contents contents) {
        return new ModelAndView(DELETION).addObject("contents", contents);
    }

    /** A folder that went meanwhile is missed on the list of those that are there. */
    private Object unlessGone(
            MailboxName name, MailSession session, Viewer viewer, Supplier<Object> act) {
        try {
            return act.get();
        } catch (MailException e) {
            if (e.problem() != Problem.MAILBOX_MISSING) {
                throw e;
            }
            Folders.Overview overview = folders.overview(session, viewer.locale());
            ModelAndView page = list(overview, Told.gone(name, overview.tree()));
            page.setStatus(HttpStatus.NOT_FOUND);
            return page;
        }
    }

    private ModelAndView form(
            MailSession session,
            @Nullable FolderForm form,
            @Nullable MailboxName changing,
            @Nullable NameRefused refused) {
        Folders.Places places = folders.places(session);
        ModelAndView page =
                new ModelAndView(EDIT)
                        .addObject(
                                "form",
                                form != null || changing == null ? form : places.form(changing))
                        .addObject("parents", folders.parents(places, changing))
                        .addObject("changing", changing == null ? null : changing.toPath());
        if (refused != null) {
            page.addObject("fault", refused.fault());
            page.addObject("character", refused.character());
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private static ResponseEntity<Void> done(
            String what, MailboxName folder, @Nullable MailboxName from) {
        UriComponentsBuilder uri =
                UriComponentsBuilder.fromPath("/folders")
                        .queryParam("done", what)
                        .queryParam("folder", "{folder}");
        URI page =
                from == null || from.equals(folder)
                        ? uri.encode().buildAndExpand(folder.toPath()).toUri()
                        : uri.queryParam("from", "{from}")
                                .encode()
                                .buildAndExpand(folder.toPath(), from.toPath())
                                .toUri();
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(page).build();
    }
}
