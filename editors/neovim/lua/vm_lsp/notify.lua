--- What the plugin says to the person, always through `vim.notify` and in one line.

local M = {}

M.TITLE = "vm-lsp"

---@param text string
---@return string
local function one_line(text)
  return vim.trim((text:gsub("%s*[\r\n]+%s*", " ")))
end

---@param level integer
---@return fun(text: string)
local function at(level)
  return function(text)
    vim.notify(("%s: %s"):format(M.TITLE, one_line(text)), level, { title = M.TITLE })
  end
end

M.info = at(vim.log.levels.INFO)
M.warn = at(vim.log.levels.WARN)
M.error = at(vim.log.levels.ERROR)

--- Show a text until there is something to say, without keeping it as a message.
---@param text string
function M.passing(text)
  vim.api.nvim_echo({ { text == "" and "" or ("%s: %s"):format(M.TITLE, text) } }, false, {})
end

--- Cut a text of any length, as an exception's message is, so that it does not make the person press a key.
---@param text string
---@param after? string what follows it in any case
---@return string
function M.cut(text, after)
  local line = one_line(text)
  local room = math.max(vim.v.echospace - vim.fn.strdisplaywidth(M.TITLE .. ": " .. (after or "")), 20)
  if vim.fn.strdisplaywidth(line) > room then
    line = vim.fn.strcharpart(line, 0, room - 1) .. "…"
  end
  return line .. (after or "")
end

return M
