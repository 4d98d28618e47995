package org.restante.mail;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells from a message's structure whether somebody attached a file to it. */
public final class Files {

    private static final Set<String> SIGNATURES =
            Set.of(
                    "application/pgp-signature",
                    "application/pgp-encrypted",
                    "application/pkcs7-signature",
                    "application/x-pkcs7-signature");

    private Files() {}

    public static boolean any(@Nullable BodyPart structure) {
        return structure != null && any(structure, false);
    }

    private static boolean any(BodyPart part, boolean related) {
        if (part.isMultipart()) {
            boolean inside = related || part.subtype().equals("related");
            return part.parts().stream().anyMatch(child -> any(child, inside));
        }
        return isFile(part, related);
    }

    private static boolean isFile(BodyPart part, boolean related) {
        if (SIGNATURES.contains(part.mediaType())) {
            return false;
        }
        boolean picture = part.is("image", "*");
        if (picture && part.id() != null && (related || !"attachment".equals(part.disposition()))) {
            return false;
        }
        return "attachment".equals(part.disposition())
                || part.is("message", "rfc822")
                || isNamed(part)
                || !part.is("text", "*");
    }

    private static boolean isNamed(BodyPart part) {
        return part.dispositionParameters().keySet().stream().anyMatch(Files::isFilename)
                || (!part.is("text", "*") && part.parameters().containsKey("name"));
    }

    private static boolean isFilename(String parameter) {
        return parameter.equals("filename") || parameter.startsWith("filename*");
    }
}
