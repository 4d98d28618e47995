package org.restante.folders;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailException;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxTree;
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
    String list(
            @RequestParam(required = false) @Nullable String done,
            @RequestParam(required = false) @Nullable String folder,
            @RequestParam(required = false) @Nullable String from,
            MailSession session,
            Viewer viewer,
            Model model) {
        Folders.Overview overview = folders.overview(session, viewer.locale());
        model.addAttribute("overview", overview);
        model.addAttribute("told", Told.of(done, folder, from, overview.tree()));
        return LIST;
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
            return form(session, form, null, e.fault());
        }
    }

    @GetMapping("/folders/{folder}/name")
    ModelAndView edit(@PathVariable String folder, MailSession session) {
        MailboxName name = MailboxName.ofPath(folder);
        return form(session, null, name, null);
    }

    @PostMapping("/folders/{folder}/name")
    Object change(@PathVariable String folder, FolderForm form, MailSession session) {
        MailboxName name = MailboxName.ofPath(folder);
        try {
            return done("changed", folders.change(session, name, form), name);
        } catch (NameRefused e) {
            return form(session, form, name, e.fault());
        }
    }

    @GetMapping("/folders/{folder}/deletion")
    ModelAndView confirm(@PathVariable String folder, MailSession session, Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        return new ModelAndView(DELETION)
                .addObject("contents", folders.contents(session, name, viewer.locale()));
    }

    @PostMapping("/folders/{folder}/deletion")
    Object delete(
            @PathVariable String folder,
            @RequestParam(defaultValue = "0") long messages,
            MailSession session,
            Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        Optional<Contents> more = folders.delete(session, name, messages, viewer.locale());
        return more.isPresent()
                ? new ModelAndView(DELETION).addObject("contents", more.get())
                : done("deleted", name, null);
    }

    private ModelAndView form(
            MailSession session,
            @Nullable FolderForm form,
            @Nullable MailboxName changing,
            @Nullable NameFault fault) {
        MailboxTree all = folders.all(session);
        ModelAndView page =
                new ModelAndView(EDIT)
                        .addObject("form", form == null ? asItIs(all, changing) : form)
                        .addObject("parents", folders.parents(all, changing))
                        .addObject("changing", changing == null ? null : changing.toPath())
                        .addObject("fault", fault);
        if (fault != null) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private static FolderForm asItIs(MailboxTree all, @Nullable MailboxName changing) {
        MailboxInfo info =
                Optional.ofNullable(changing)
                        .flatMap(all::find)
                        .orElseThrow(
                                () ->
                                        new MailException(
                                                Problem.MAILBOX_MISSING, "gone"));
        MailboxName parent = info.name().parent(info.delimiter());
        boolean top = parent == null || all.find(parent).isEmpty() || parent.isInbox();
        return new FolderForm(
                info.name().leaf(info.delimiter()), top || parent == null ? "" : parent.toPath());
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
