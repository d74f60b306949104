<?php

declare(strict_types=1);

namespace MyCloud\Example;

/** A file of a form. */
final class File
{
    public function __construct(
        public readonly string $name,
        public readonly string $contentType,
        public readonly string $contents,
    ) {
    }
}
