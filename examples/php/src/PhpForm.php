<?php

declare(strict_types=1);

namespace MyCloud\Example;

/**
 * Spells a body as the receiving PHP reads it: order_items[0][shop_sku], 1 and 0 for booleans, plain digits, nothing for
 * null. Give it to Guzzle: $http->post('orders', ['multipart' => PhpForm::parts($body)]).
 */
final class PhpForm
{
    /**
     * @param array<mixed> $body
     * @return list<array<string, mixed>>
     */
    public static function parts(array $body, ?string $outer = null): array
    {
        $parts = [];
        foreach ($body as $key => $value) {
            $name = $outer === null ? (string) $key : "{$outer}[{$key}]";
            array_push($parts, ...match (true) {
                $value === null => [],
                is_array($value) => self::parts($value, $name),
                $value instanceof File => [self::file($name, $value)],
                default => [['name' => $name, 'contents' => self::text($value)]],
            });
        }
        return $parts;
    }

    private static function text(string|int|float|bool $value): string
    {
        return match (true) {
            is_bool($value) => $value ? '1' : '0',
            is_float($value) => self::digits($value),
            default => (string) $value,
        };
    }

    /** As few digits as mean the same number. A cast would write 1.0E-7, and round to 14 digits. */
    private static function digits(float $value): string
    {
        if (!is_finite($value)) {
            throw new \InvalidArgumentException('a form takes finite numbers');
        }
        $decimals = 0;
        while ((float) ($text = sprintf("%.{$decimals}F", $value)) !== $value) {
            $decimals++;
        }
        return $text;
    }

    /** @return array<string, mixed> */
    private static function file(string $name, File $file): array
    {
        // Guzzle escapes nothing in a file name; a quote is written as browsers write it.
        $filename = str_replace('"', '%22', $file->name);
        return [
            'name' => $name,
            'contents' => $file->contents,
            'headers' => [
                'Content-Disposition' => "form-data; name=\"{$name}\"; filename=\"{$filename}\"",
                'Content-Type' => $file->contentType,
            ],
        ];
    }
}
