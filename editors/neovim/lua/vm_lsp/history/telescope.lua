--- The history in Telescope: the prompt searches in the server, a preview shows the run, keys do what its page does.

local actions = require("vm_lsp.history.actions")
local exporting = require("vm_lsp.history.exporting")
local keeping = require("vm_lsp.history.keeping")
local prompts = require("vm_lsp.history.prompt")
local rows = require("vm_lsp.history.rows")
local source = require("vm_lsp.history.source")

local M = {}

local LIMIT = 200
local TITLE = "Newest first"

---@type table<string, "below"|"right"|"tab"> Telescope's ways to open, as splits of ours
local SPLITS = { default = "below", horizontal = "below", vertical = "right", tab = "tab" }

---@return boolean
function M.installed()
  return (pcall(require, "telescope.pickers"))
end

---@param query vm_lsp.history.Query
---@param typed string
---@param prompt fun(): integer? its buffer
---@return vm_lsp.Execution[] waits in Telescope's own coroutine, so that typing goes on
local function search(query, typed, prompt)
  local wait_for_list = require("plenary.async").wrap(function(answered)
    local asked = vim.tbl_extend("force", query, { search = typed, limit = LIMIT })
    source.list(asked, function(page)
      answered(page.items)
      if prompt() then
        prompts.accept(prompt(), TITLE)
      end
    end, function(failure)
      answered({})
      if prompt() then
        prompts.refuse(prompt(), typed, failure)
      end
    end)
  end, 1)
  return wait_for_list()
end

---@param query vm_lsp.history.Query
---@param prompt fun(): integer?
---@return table
local function finder(query, prompt)
  local widths
  return require("telescope.finders").new_dynamic({
    fn = function(typed)
      local runs = search(query, typed, prompt)
      widths = rows.widths(runs)
      return runs
    end,
    entry_maker = function(run)
      local shown = widths
      return {
        value = run,
        ordinal = rows.row(run, shown),
        display = function(entry)
          return rows.row(entry.value, shown)
        end,
      }
    end,
  })
end

---@return table
local function previewer()
  return require("telescope.previewers").new_buffer_previewer({
    title = "Run",
    define_preview = function(self, entry)
      require("vm_lsp.history.view").preview(entry.value, self.state.bufnr)
    end,
  })
end

--- Close the picker, then do something with the run that was selected.
---@param prompt integer
---@param act fun(run: vm_lsp.Execution)
local function with_selected(prompt, act)
  local entry = require("telescope.actions.state").get_selected_entry()
  if entry then
    require("telescope.actions").close(prompt)
    act(entry.value)
  end
end

---@param former integer
---@return fun(prompt: integer, map: fun(modes: string[], keys: string, act: function)): boolean
local function mappings(former)
  local keys = {
    ["<M-r>"] = actions.rerun,
    ["<M-y>"] = actions.yank,
    ["<M-s>"] = keeping.pin,
    ["<M-e>"] = exporting.run,
    ["<M-d>"] = keeping.delete,
    ["<M-p>"] = function(run)
      actions.insert(run, former)
    end,
  }
  return function(prompt, map)
    require("telescope.actions.set").select:replace(function(_, way)
      with_selected(prompt, function(run)
        actions.open(run, SPLITS[way], former)
      end)
    end)
    for key, step in pairs({ ["<Tab>"] = 1, ["<S-Tab>"] = -1 }) do
      map({ "i" }, key, function()
        prompts.complete(prompt, step)
      end)
    end
    for key, act in pairs(keys) do
      map({ "i", "n" }, key, function()
        with_selected(prompt, act)
      end)
    end
    return true
  end
end

---@param query vm_lsp.history.Query
---@return string
local function title_of(query)
  return ("Runs%s (⏎ open, ⇥ complete, M-r re-run, M-y yank, M-p put)"):format(query.place and " of " .. query.place or "")
end

---@param query vm_lsp.history.Query
---@param options? table Telescope's own, such as a theme's
function M.open(query, options)
  local former = vim.api.nvim_get_current_win()
  local picker
  local function prompt()
    return picker and picker.prompt_bufnr
  end
  picker = require("telescope.pickers").new(options or {}, {
    prompt_title = title_of(query),
    results_title = TITLE,
    default_text = query.search,
    finder = finder(query, prompt),
    sorter = require("telescope.sorters").highlighter_only(options or {}),
    previewer = previewer(),
    attach_mappings = mappings(former),
  })
  picker:find()
end

return M
