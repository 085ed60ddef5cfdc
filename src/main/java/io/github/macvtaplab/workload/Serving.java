package io.github.macvtaplab.workload;

import java.util.List;
import java.util.Map;

/**
 * What has to run on a server's node for a tool to have a counterpart.
 *
 * @param files files by name: a text, or a number of bytes; {@code @} in a text stands for their directory
 * @param programs what to start, in order
 */
record Serving(Map<String, Object> files, List<Program> programs) {

    /**
     * A program that serves until it is ended.
     *
     * @param words its command line; {@code @} stands for the directory of the files
     * @param port TCP port that it listens on
     */
    record Program(List<String> words, int port) {}
}
