package io.linewatch.edge.intake;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.internal.SSLNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.internal.TCPNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * Paho's own networks with a {@link PublishStream} on what comes in; found by Paho as a service, by
 * the schemes {@value #TCP} and {@value #TLS}.
 */
public final class TappedNetworkFactory implements NetworkModuleFactory {
  static final String TCP = "linewatch-tcp";
  static final String TLS = "linewatch-ssl";

  private static final Map<String, NetworkModuleFactory> PAHOS =
      Map.of(TCP, new TCPNetworkModuleFactory(), TLS, new SSLNetworkModuleFactory());

  @Override
  public Set<String> getSupportedUriSchemes() {
    return PAHOS.keySet();
  }

  @Override
  public void validateURI(URI address) {
    pahos(address).validateURI(plain(address));
  }

  @Override
  public NetworkModule createNetworkModule(
      URI address, MqttConnectionOptions options, String clientId) throws MqttException {
    if (!(options instanceof TappedOptions tapped)) {
      throw new IllegalArgumentException("'" + address.getScheme() + "' needs TappedOptions");
    }
    NetworkModule network = pahos(address).createNetworkModule(plain(address), options, clientId);
    return new TappedNetwork(network, tapped.taker());
  }

  private static NetworkModuleFactory pahos(URI address) {
    NetworkModuleFactory factory = PAHOS.get(address.getScheme());
    if (factory == null) {
      throw new IllegalArgumentException("no address of ours: " + address);
    }
    return factory;
  }

  private static URI plain(URI address) {
    return URI.create(address.toString().substring("linewatch-".length()));
  }

  /** One connection's network. Paho asks for each stream once, after the start. */
  private static final class TappedNetwork implements NetworkModule {
    private final NetworkModule network;
    private final PublishStream.Taker taker;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;

    TappedNetwork(NetworkModule network, PublishStream.Taker taker) {
      this.network = network;
      this.taker = taker;
    }

    @Override
    public void start() throws IOException, MqttException {
      network.start();
      in =
          new PublishStream(
              network.getInputStream(),
              taker,
              MqttOptions.MAX_PACKET_BYTES,
              System::nanoTime,
              PublishStream.GATHER_NANOS);
      out = new BufferedOutputStream(network.getOutputStream(), PublishStream.BUFFER_BYTES);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      InputStream tapped = in;
      return tapped == null ? network.getInputStream() : tapped;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      OutputStream buffered = out;
      return buffered == null ? network.getOutputStream() : buffered;
    }

    @Override
    public void stop() throws IOException {
      network.stop();
    }

    @Override
    public String getServerURI() {
      return network.getServerURI();
    }
  }
}
