package org.restante.contacts;

import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The photo of a contact. */
@Controller
class PhotoController {

    private static final String PATH = "/contacts/{id:[0-9a-f-]{36}}/photo";
    private static final String PAGE = "contacts/photo";

    private final Book book;
    private final ContactPages pages;

    PhotoController(Book book, ContactPages pages) {
        this.book = book;
        this.pages = pages;
    }

    /** As nothing but the picture that it is, whatever a browser may think of its octets. */
    @GetMapping(PATH)
    ResponseEntity<byte[]> show(@PathVariable UUID id, Principal user) {
        Photo photo =
                book.photo(Contacts.owner(user.getName()), id)
                        .flatMap(stored -> Photo.of(stored.octets()))
                        .orElseThrow(ContactPages::missing);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(photo.type()))
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(photo.octets());
    }

    @GetMapping(PATH + "/new")
    ModelAndView choose(@PathVariable UUID id, Principal user) {
        return page(Contacts.owner(user.getName()), id);
    }

    @PostMapping(PATH)
    ModelAndView set(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Principal user)
            throws IOException {
        String owner = Contacts.owner(user.getName());
        Optional<Photo> photo =
                file == null || file.getSize() > Photo.MOST
                        ? Optional.empty()
                        : Photo.of(file.getBytes());
        if (photo.isEmpty()) {
            return ContactPages.refused(
                    page(owner, id).addObject("mistakes", Map.of("file", "contact.fault.photo")));
        }
        return done(owner, id, photo);
    }

    @PostMapping(PATH + "/deletion")
    ModelAndView remove(@PathVariable UUID id, Principal user) {
        return done(Contacts.owner(user.getName()), id, Optional.empty());
    }

    private ModelAndView done(String owner, UUID id, Optional<Photo> photo) {
        if (!book.picture(owner, id, photo.orElse(null))) {
            throw ContactPages.missing();
        }
        return ContactPages.then(ContactsController.ALL + "/" + id, Done.SAVED);
    }

    private ModelAndView page(String owner, UUID id) {
        return pages.of(owner, PAGE)
                .addObject("contact", book.find(owner, id).orElseThrow(ContactPages::missing));
    }
}
