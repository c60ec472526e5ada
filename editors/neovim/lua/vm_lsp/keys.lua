--- Keys: a `<Plug>` map for each command, everywhere, and a person's own keys in buffers that a server serves.

local config = require("vm_lsp.config")

local M = {}

--- What `keymaps = true` means. No others: `gvm` begins with `gv`, which then waits for 'timeoutlen'.
M.DEFAULTS = { run = "gvm", line = "gvmm" }

---@param motion? string
---@return fun(): string
local function operator(motion)
  return function()
    return require("vm_lsp.run").begin(motion)
  end
end

---@class vm_lsp.Plug
---@field modes string[]
---@field action string|fun(): string?
---@field expr? boolean
---@field desc string

---@type table<string, vm_lsp.Plug> by the names of the option `keymaps`
local PLUGS = {
  run = { modes = { "n", "x" }, action = operator(), expr = true, desc = "Run what a motion or the selection covers" },
  line = { modes = { "n" }, action = operator("_"), expr = true, desc = "Run lines" },
  statement = { modes = { "n" }, action = "<Cmd>VmRun<CR>", desc = "Run the statement at the cursor" },
  file = { modes = { "n" }, action = "<Cmd>VmRunFile<CR>", desc = "Run the file" },
  stop = { modes = { "n" }, action = "<Cmd>VmStop<CR>", desc = "Stop what runs" },
  restart = { modes = { "n" }, action = "<Cmd>VmRestart<CR>", desc = "Restart the session" },
  clear = { modes = { "n" }, action = "<Cmd>VmClear<CR>", desc = "Clear the results" },
  value = { modes = { "n" }, action = "<Cmd>VmValue<CR>", desc = "Show the whole value" },
  insert = { modes = { "n" }, action = "<Cmd>VmInsert<CR>", desc = "Insert the value as a comment" },
  past = { modes = { "n" }, action = "<Cmd>VmPast<CR>", desc = "Browse the history of the statement at the cursor" },
  history = { modes = { "n" }, action = "<Cmd>VmHistory<CR>", desc = "Browse the history" },
  frames = { modes = { "n" }, action = "<Cmd>VmFrames<CR>", desc = "List the frames of the last exception" },
  trust = { modes = { "n" }, action = "<Cmd>VmTrust<CR>", desc = "Decide about trusting the workspace" },
}

---@param name string
---@return string
local function plug(name)
  return name == "run" and "<Plug>(vm-run)"
    or vim.list_contains({ "line", "statement", "file" }, name) and ("<Plug>(vm-run-%s)"):format(name)
    or ("<Plug>(vm-%s)"):format(name)
end

--- Define the `<Plug>` maps.
function M.define()
  for name, it in pairs(PLUGS) do
    vim.keymap.set(it.modes, plug(name), it.action, { expr = it.expr, silent = true, desc = "VM: " .. it.desc })
  end
end

---@return table<string, string|false>
local function chosen()
  local keymaps = config.get().keymaps
  if type(keymaps) == "table" then
    return keymaps
  end
  return keymaps and M.DEFAULTS or {}
end

--- Map a person's keys in a buffer.
---@param bufnr integer
function M.attach(bufnr)
  for name, key in pairs(chosen()) do
    if key then
      vim.keymap.set(PLUGS[name].modes, key, plug(name), { buffer = bufnr, desc = "VM: " .. PLUGS[name].desc })
    end
  end
end

return M
