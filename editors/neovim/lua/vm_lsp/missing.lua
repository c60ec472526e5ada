--- Why no server serves a buffer, and what to do about it.

local config = require("vm_lsp.config")

local M = {}

--- Return why no server can be started for a buffer, if that is so.
---@param bufnr integer
---@return string?
function M.obstacle(bufnr)
  local program = require("vm_lsp.server").command()[1]
  if vim.fn.executable(program) == 0 then
    return ("No program `%s`. `:checkhealth vm_lsp` tells how to get it."):format(program)
  end
  local filetype = vim.bo[bufnr].filetype
  if not vim.list_contains(config.get().filetypes, filetype) then
    local here = filetype == "" and "no filetype" or ("filetype %s"):format(filetype)
    return ("A buffer with %s; `:setf javascript` makes it one to run."):format(here)
  end
end

--- Return one sentence for the person at a buffer that no server serves.
---@param bufnr integer
---@return string
function M.reason(bufnr)
  return M.obstacle(bufnr) or "No server serves this buffer yet: `:VmRun` starts one."
end

return M
