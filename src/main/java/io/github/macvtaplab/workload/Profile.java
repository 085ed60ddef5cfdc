package io.github.macvtaplab.workload;

import io.github.macvtaplab.workload.Exchange.RequestResponse;
import java.util.List;

/**
 * Name a kind of traffic.
 *
 * @param name name in reports, see {@code workloads.yml}
 * @param exchange what goes over each connection
 * @param tools the tools that can make it, the first that both ends have does
 * @param asked the tools that whoever runs the suite wants to use and no others, the first that can make it does; none leaves it to the
 *     nodes
 */
public record Profile(String name, Exchange exchange, List<Tool> tools, List<Tool> asked) {

    /**
     * Copy the lists.
     *
     * @throws IllegalArgumentException if there is no tool, or one that cannot make this traffic
     */
    public Profile {
        tools = List.copyOf(tools);
        asked = List.copyOf(asked);
        if (tools.isEmpty()) {
            throw new IllegalArgumentException("profile %s has no tool".formatted(name));
        }
        for (Tool tool : tools) {
            tool.of(exchange);
        }
    }

    /** Make one that any of its tools may make. */
    public Profile(String name, Exchange exchange, List<Tool> tools) {
        this(name, exchange, tools, List.of());
    }

    /** The same, made by some tools alone, if it is request-response; none leaves it as it is. */
    public Profile by(List<Tool> wanted) {
        return wanted.isEmpty() || !(exchange instanceof RequestResponse)
                ? this
                : new Profile(name, exchange, tools, wanted);
    }

    /** Tell whether every lab has a tool for it. */
    public boolean everywhere() {
        return tools.stream().anyMatch(Tool::everywhere);
    }

    /** The tools that come into question, the best first; none if those that were asked for cannot make it. */
    List<Tool> candidates() {
        return asked.isEmpty() ? tools : asked.stream().filter(tools::contains).toList();
    }

    /** The same with its tool decided. */
    Profile madeBy(Tool tool) {
        return new Profile(name, exchange, List.of(tool));
    }

    /** Return the tool that makes it: once that is decided, the one. */
    LoadTool tool() {
        return candidates().get(0).of(exchange);
    }
}
