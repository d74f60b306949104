import java.io.File;
import java.time.LocalDate;
import java.util.List;
import org.openapitools.client.ApiClient;
import org.openapitools.client.api.OrdersApi;
import org.openapitools.client.model.OrderItemByProductId;
import org.openapitools.client.model.OrderItemByProductSku;
import org.openapitools.client.model.OrderItemByShopSku;
import org.openapitools.client.model.OrderItemInput;

/** An order by the Java client of openapi-generator: URL PART LABEL */
public final class Stock {
    public static void main(String[] args) throws Exception {
        ApiClient client = new ApiClient();
        client.setBasePath(args[0]);
        client.setBearerToken("a.ready.token");
        List<OrderItemInput> items = List.of(
                new OrderItemInput(new OrderItemByProductId().productId(164162L).quantity(2).price(199.00)),
                new OrderItemInput(new OrderItemByProductSku().productSku("MAI002").quantity(1).price(50.00)),
                new OrderItemInput(new OrderItemByShopSku().shopSku("UPC_230458300").quantity(1).price(49.50)));
        boolean rest = args[1].equals("rest");
        new OrdersApi(client).createOrder(343L, items, null, null, rest ? "คุณ พวริด" : null, null, null, null, null, null,
                null, null, null, rest ? LocalDate.of(2026, 4, 3) : null, rest ? 1234567.25 : null, null, null, null, null,
                rest ? Integer.valueOf(0) : null, null, rest ? List.of("LABEL") : null,
                rest ? List.of(new File(args[2])) : null);
    }
}
