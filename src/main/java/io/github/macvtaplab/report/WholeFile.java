package io.github.macvtaplab.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Write a file whole or not at all; a reader sees the old one until the new one is complete. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Write it.
     *
     * @throws IOException if it cannot be written; the old one is then untouched
     */
    public static void write(Path file, String content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(unfinished, content, StandardCharsets.UTF_8);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
