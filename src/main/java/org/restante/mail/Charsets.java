package org.restante.mail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Charset labels as mail uses them, resolved as browsers do (WHATWG Encoding Standard): a label
 * names the superset that its users really mean.
 */
public final class Charsets {

    public static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** The longest label worth a look; IANA allows 40 characters. */
    private static final int LONGEST_LABEL = 60;

    /** By label in lower case with letters and digits only. */
    private static final Map<String, String> ALIASES = aliases();

    /**
     * By every name that Java knows, in lower case. {@link Charset#forName} takes long over a name
     * that nobody knows, and a header can hold thousands of them.
     */
    private static final Map<String, Charset> KNOWN = known();

    private Charsets() {}

    /** The charset that the label means, empty where there is none or nobody knows it. */
    public static Optional<Charset> resolve(@Nullable String label) {
        if (label == null || label.length() > LONGEST_LABEL) {
            return Optional.empty();
        }
        String alias = ALIASES.get(squeeze(label));
        String name = alias != null ? alias : label.strip();
        return Optional.ofNullable(KNOWN.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * The text of the bytes. What the label cannot decode is replaced; where it is missing, unknown
     * or obviously wrong, the bytes themselves tell: UTF-8 if they are valid, else windows-1252.
     */
    public static String decode(byte[] bytes, @Nullable String label) {
        if (isUtf7(label)) {
            return Utf7.decode(bytes);
        }
        Charset charset = resolve(label).orElse(null);
        if (charset == null || isSingleByteDefault(charset)) {
            return detect(bytes, WINDOWS_1252);
        }
        if (charset.equals(StandardCharsets.UTF_8)) {
            return decodeUtf8(bytes);
        }
        return new String(bytes, charset);
    }

    /** The text of bytes without a label: strict UTF-8 if they are that, else the other charset. */
    public static String detect(byte[] bytes, Charset otherwise) {
        String utf8 = strictUtf8(bytes);
        return utf8 != null ? utf8 : new String(bytes, otherwise);
    }

    /** Whether the bytes are valid UTF-8 (plain ASCII is). */
    public static boolean isUtf8(byte[] bytes) {
        return strictUtf8(bytes) != null;
    }

    public static boolean isUtf7(@Nullable String label) {
        if (label == null || label.length() > LONGEST_LABEL) {
            return false;
        }
        String squeezed = squeeze(label);
        return squeezed.equals("utf7")
                || squeezed.equals("unicode11utf7")
                || squeezed.equals("xunicode20utf7")
                || squeezed.equals("csunicode11utf7");
    }

    /**
     * Latin 1 is what many programs write by default, whatever they send. Text in it that happens
     * to be valid UTF-8 beyond ASCII is practically always UTF-8.
     */
    private static boolean isSingleByteDefault(Charset charset) {
        return charset.equals(WINDOWS_1252) || charset.equals(StandardCharsets.ISO_8859_1);
    }

    /** UTF-8 with a broken place stays UTF-8; without one valid sequence it never was. */
    private static String decodeUtf8(byte[] bytes) {
        String utf8 = new String(bytes, StandardCharsets.UTF_8);
        boolean broken = utf8.indexOf('\uFFFD') >= 0;
        boolean anyValid = utf8.chars().anyMatch(c -> c > 127 && c != 0xFFFD);
        return broken && !anyValid && endsWhole(bytes) ? new String(bytes, WINDOWS_1252) : utf8;
    }

    /** False where a multibyte character is cut at the very end and all before is ASCII. */
    private static boolean endsWhole(byte[] bytes) {
        int tail = Math.max(0, bytes.length - 3);
        for (int i = 0; i < tail; i++) {
            if (bytes[i] < 0) {
                return true;
            }
        }
        for (int i = tail; i < bytes.length; i++) {
            int octet = bytes[i] & 0xFF;
            if (octet >= 0xC2 && octet <= 0xF4) {
                for (int j = i + 1; j < bytes.length; j++) {
                    if ((bytes[j] & 0xC0) != 0x80) {
                        return true;
                    }
                }
                return bytes.length - i >= (octet >= 0xF0 ? 4 : octet >= 0xE0 ? 3 : 2);
            }
            if (octet >= 0x80) {
                return true;
            }
        }
        return true;
    }

    private static @Nullable String strictUtf8(byte[] bytes) {
        try {
            CharBuffer text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes));
            return text.toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String squeeze(String label) {
        StringBuilder squeezed = new StringBuilder();
        for (char c : label.toLowerCase(Locale.ROOT).toCharArray()) {
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                squeezed.append(c);
            }
        }
        return squeezed.toString();
    }

    private static Map<String, Charset> known() {
        Map<String, Charset> known = new HashMap<>();
        for (Charset charset : Charset.availableCharsets().values()) {
            charset.aliases()
                    .forEach(alias -> known.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset));
        }
        // A name comes before another charset's alias.
        for (Charset charset : Charset.availableCharsets().values()) {
            known.put(charset.name().toLowerCase(Locale.ROOT), charset);
        }
        return Map.copyOf(known);
    }

    private static Map<String, String> aliases() {
        Map<String, String> map = new HashMap<>();
        alias(map, "UTF-8", "utf8 unicode11utf8 unicode20utf8 xunicode20utf8 utf8mb4 utf8n");
        alias(map, "UTF-16", "utf16 unicode ucs2 iso10646ucs2 csunicode");
        alias(
                map,
                "windows-1252",
                "iso88591 88591 latin1 l1 iso885911987 isoir100 csisolatin1 ibm819 cp819 usascii"
                        + " ascii ansix341968 ansix341986 ansix34 iso646us isoir6 us 646 cp367"
                        + " windows1252 win1252 cp1252 xcp1252 xansi ansi iso88591windows1252");
        alias(map, "ISO-8859-2", "iso88592 88592 latin2 l2 iso885921987 csisolatin2");
        alias(map, "ISO-8859-15", "iso885915 885915 latin9 l9 latin0");
        alias(map, "windows-1250", "windows1250 win1250 cp1250 xcp1250");
        alias(map, "windows-1251", "windows1251 win1251 cp1251 xcp1251");
        alias(map, "windows-1253", "windows1253 win1253 cp1253 xcp1253");
        alias(
                map,
                "windows-1254",
                "windows1254 win1254 cp1254 xcp1254 iso88599 88599 latin5 l5 iso885991989");
        alias(map, "windows-1255", "windows1255 win1255 cp1255 xcp1255");
        alias(map, "windows-1256", "windows1256 win1256 cp1256 xcp1256");
        alias(map, "windows-1257", "windows1257 win1257 cp1257 xcp1257");
        alias(map, "windows-1258", "windows1258 win1258 cp1258 xcp1258");
        alias(
                map,
                "x-windows-874",
                "windows874 cp874 dos874 tis620 iso885911 tis62025330 tis6202533");
        alias(map, "ISO-8859-6", "iso88596 iso88596e iso88596i arabic");
        alias(map, "ISO-8859-8", "iso88598 iso88598e iso88598i hebrew logical visual");
        alias(map, "KOI8-R", "koi8r koi8 koi cskoi8r");
        alias(map, "KOI8-U", "koi8u koi8ru");
        alias(map, "IBM866", "ibm866 cp866 866 csibm866");
        alias(map, "IBM850", "ibm850 cp850 850");
        alias(map, "IBM437", "ibm437 cp437 437");
        alias(map, "x-MacRoman", "macintosh mac macroman xmacroman csmacintosh");
        alias(map, "x-MacCyrillic", "xmaccyrillic maccyrillic xmacukrainian");
        alias(
                map,
                "GB18030",
                "gb18030 gbk xgbk gb2312 gb231280 gb23121980 csgb2312 chinese isoir58"
                        + " csiso58gb231280 cp936 ms936 windows936 euccn xeuccn xgb");
        alias(
                map,
                "Big5-HKSCS",
                "big5 big5hkscs cnbig5 csbig5 xxbig5 big5eten cp950 ms950 windows950 xbig5");
        alias(
                map,
                "x-windows-949",
                "euckr ksc5601 ksc56011987 ksc56011989 ksc5601ks korean cseuckr isoir149"
                        + " csksc56011987 windows949 cp949 ms949 uhc xwindows949");
        alias(
                map,
                "windows-31j",
                "shiftjis sjis xsjis cp932 ms932 mskanji windows31j csshiftjis xmscp932 shiftjis2004");
        alias(map, "EUC-JP", "eucjp xeucjp cseucpkdfmtjapanese xeuc ujis");
        alias(map, "x-windows-iso2022jp", "iso2022jp csiso2022jp iso2022jpms jis");
        alias(map, "ISO-2022-KR", "iso2022kr csiso2022kr");
        return Map.copyOf(map);
    }

    private static void alias(Map<String, String> map, String name, String squeezedLabels) {
        if (!Charset.isSupported(name)) {
            // A runtime image without jdk.charsets: its labels are then simply unknown.
            return;
        }
        for (String label : squeezedLabels.split(" ", -1)) {
            map.put(label, name);
        }
    }
}
