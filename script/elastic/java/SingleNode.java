package marquee;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One node of Elasticsearch, alone and on this machine only.
 *
 * <p>Elasticsearch's own start refuses root and wants what only its distribution has; the node
 * itself does not. Arguments: the folder of the parts, the folder of the data, the port (0: the
 * system gives one), and "attached" where the node is to end with whoever holds its standard
 * input. Once it answers, its address stands in the file "address" in the folder of the data.
 */
public final class SingleNode {
    private static final String NAME = "marquee";
    private static final int SECONDS_TO_END = 20;

    private SingleNode() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[1]);
        Environment environment = environment(Path.of(arguments[0]), data, arguments[2]);
        LogConfigurator.setNodeName(NAME);
        LogConfigurator.configure(environment, true);
        Node node = new Node(environment, plugins(environment));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(node)));
        if (arguments.length > 3 && arguments[3].equals("attached")) {
            Thread watcher = new Thread(SingleNode::endWithInput);
            watcher.setDaemon(true);
            watcher.start();
        }
        node.start();
        tell(data.resolve("address"), node);
        Thread.currentThread().join();
    }

    private static Environment environment(Path home, Path data, String port) {
        Settings settings =
                Settings.builder()
                        .put("path.home", home.toString())
                        .put("path.data", data.resolve("nodes").toString())
                        .put("path.logs", data.resolve("logs").toString())
                        .put("cluster.name", NAME)
                        .put("discovery.type", "single-node")
                        .put("network.host", "127.0.0.1")
                        .put("http.port", port)
                        .put("transport.port", "0")
                        // A disk that is nearly full is no reason to refuse a test.
                        .put("cluster.routing.allocation.disk.threshold_enabled", false)
                        .build();
        return InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> NAME);
    }

    private static PluginsLoader plugins(Environment environment) {
        var modules = PluginsLoader.loadModulesBundles(environment.modulesDir());
        // On the class path there are no modules whose packages could be exported.
        return PluginsLoader.createPluginsLoader(modules, Set.of(), Map.of(), false);
    }

    private static void tell(Path file, Node node) throws IOException {
        var http = node.injector().getInstance(HttpServerTransport.class);
        var bound = http.boundAddress().publishAddress();
        Path unfinished = file.resolveSibling("address.new");
        Files.writeString(unfinished, "http://127.0.0.1:" + bound.getPort() + "\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void endWithInput() {
        try {
            while (System.in.read() != -1) {
                continue;
            }
        } catch (IOException closed) {
            // The end all the same.
        }
        System.exit(0);
    }

    private static void end(Node node) {
        try {
            node.prepareForClose();
            node.close();
            node.awaitClose(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException problem) {
            problem.printStackTrace();
        }
    }
}
