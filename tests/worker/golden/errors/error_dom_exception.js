throw new DOMException('stopped', 'AbortError')
