--- JSON as Lua reads it best: `null` is absent. Neovim 0.12 hands `null` on as |vim.NIL|, earlier ones drop it.

local M = {}

--- Return a decoded value without its nulls.
---@param value any
---@return any
function M.without_nulls(value)
  if value == vim.NIL then
    return nil
  elseif type(value) ~= "table" then
    return value
  end
  local kept = {}
  for key, item in pairs(value) do
    kept[key] = M.without_nulls(item)
  end
  return kept
end

return M
